import { CovergridError, printable } from '@covergrid/core';
import { verifyCoverage } from '@covergrid/orchestrator';
import type { VerifyFlags } from '../declarations/coverage-commands.ts';
import { countOf } from '../output/number-text.ts';
import { pathText } from '../output/path-text.ts';
import type { Screen } from '../output/screen.ts';
import type { Session } from '../session.ts';
import { withProgress } from './with-progress.ts';

type Verified = Awaited<ReturnType<typeof verifyCoverage>>['datasets'][number];

/** `covergrid coverage verify` */
export async function coverageVerify(directory: string, flags: VerifyFlags, session: Session): Promise<void> {
  const { screen } = session;
  const result = await withProgress(flags, session, (running) =>
    verifyCoverage(directory, { vertical: flags.vertical, ...running }),
  );
  if (flags.json === true) screen.printJson(result);
  else for (const dataset of result.datasets) showDataset(dataset, flags, screen);
  const findings = result.datasets.reduce((sum, dataset) => sum + dataset.findings.length, 0);
  if (findings > 0) {
    throw new CovergridError(
      'VERIFY_FAILED',
      `${countOf(findings, 'finding')} in ${countOf(result.datasets.length, 'dataset')}.`,
    );
  }
}

function showDataset(
  { directory, checks, findings, unproven }: Verified,
  { quiet }: VerifyFlags,
  screen: Screen,
): void {
  if (quiet !== true) {
    const verdict =
      findings.length === 0 ? screen.paint('green', 'proven') : screen.paint('red', 'not proven');
    screen.print(`${pathText(directory)}: ${verdict}`);
    for (const check of checks) {
      screen.print(screen.prose(`  ${screen.paint('green', '✓')} ${printable(check, 1000)}`, '    '));
    }
  }
  if (quiet !== true) {
    for (const text of unproven)
      screen.print(`  ${screen.paint('yellow', '–')} unproven: ${printable(text, 1000)}`);
  }
  for (const { file, line, message } of findings) {
    const place = pathText(line === undefined ? file : `${file}:${line}`);
    const finding = `${place} ${printable(message, 1000)}`;
    screen.print(quiet === true ? finding : screen.prose(`  ${screen.paint('red', '✗')} ${finding}`, '    '));
  }
}
