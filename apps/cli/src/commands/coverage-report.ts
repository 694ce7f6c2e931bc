import { writeReport } from '@covergrid/orchestrator';
import type { ReportFlags } from '../declarations/coverage-commands.ts';
import { pathText } from '../output/path-text.ts';
import type { Session } from '../session.ts';
import { withProgress } from './with-progress.ts';

/** `covergrid coverage report` */
export async function coverageReport(directory: string, flags: ReportFlags, session: Session): Promise<void> {
  const { out, overwrite, averageTurns, rates: ratesFile, json, quiet } = flags;
  const { screen } = session;
  const result = await withProgress(flags, session, 'stop', (onProgress, signal) =>
    writeReport(directory, { out, overwrite, averageTurns, ratesFile, onProgress, signal }),
  );
  if (json === true) {
    screen.printJson(result);
    return;
  }
  if (quiet !== true) {
    screen.print(result.status === 'unchanged' ? 'The report is there and unchanged:' : 'Written:');
  }
  for (const file of result.files) screen.print(`${quiet === true ? '' : '  '}${pathText(file)}`);
}
