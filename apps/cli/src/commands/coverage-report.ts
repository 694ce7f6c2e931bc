import path from 'node:path';
import { findDatasets, writeReport } from '@covergrid/orchestrator';
import type { ReportFlags } from '../declarations/coverage-commands.ts';
import { pathText } from '../output/path-text.ts';
import type { Screen } from '../output/screen.ts';
import type { Session } from '../session.ts';
import { withProgress } from './with-progress.ts';

type WrittenReport = Awaited<ReturnType<typeof writeReport>>;

/** `covergrid coverage report` */
export async function coverageReport(directory: string, flags: ReportFlags, session: Session): Promise<void> {
  const { screen } = session;
  const { out, overwrite, averageTurns, rates: ratesFile, json } = flags;
  const directories = await findDatasets(directory);
  const isSingle = directories.length === 1;
  const results: WrittenReport[] = [];
  for (const dataset of directories) {
    const target = out === undefined || isSingle ? out : path.join(out, path.basename(dataset));
    const options = { out: target, overwrite, averageTurns, ratesFile };
    const result = await withProgress(flags, session, (running) =>
      writeReport(dataset, { ...options, ...running }),
    );
    results.push(result);
    if (json !== true) show(result, flags, screen);
  }
  if (json === true) screen.printJson(isSingle ? results[0] : { datasets: results });
}

function show({ status, files }: WrittenReport, { quiet }: ReportFlags, screen: Screen): void {
  if (quiet !== true) {
    screen.print(status === 'unchanged' ? 'The report is there and unchanged:' : 'Written:');
  }
  for (const file of files) screen.print(`${quiet === true ? '' : '  '}${pathText(file)}`);
}
