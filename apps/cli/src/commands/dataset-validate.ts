import { CovergridError, printable } from '@covergrid/core';
import { validateDataset, type DatasetFinding } from '@covergrid/datasets';
import { conversationDatasetPaths } from '@covergrid/orchestrator';
import type { DatasetFlags } from '../declarations/dataset-commands.ts';
import { countOf } from '../output/number-text.ts';
import { pathText } from '../output/path-text.ts';
import type { Session } from '../session.ts';

/** `covergrid dataset validate` */
export async function datasetValidate(
  directory: string,
  { json, quiet }: DatasetFlags,
  { screen, signal }: Session,
): Promise<void> {
  const results: { directory: string; findings: DatasetFinding[] }[] = [];
  for (const path of await conversationDatasetPaths(directory)) {
    const findings: DatasetFinding[] = [];
    for await (const finding of validateDataset(path)) {
      signal.throwIfAborted();
      findings.push(finding);
    }
    results.push({ directory: path, findings });
    if (json === true) continue;
    if (quiet !== true) {
      const verdict =
        findings.length === 0 ? screen.paint('green', 'valid') : screen.paint('red', 'not valid');
      screen.print(`${pathText(path)}: ${verdict}`);
    }
    for (const { file, line, message } of findings) {
      const text = `${pathText(`${file}:${line}`)} ${printable(message, 1000)}`;
      screen.print(
        quiet === true
          ? `${pathText(path)}/${text}`
          : screen.prose(`  ${screen.paint('red', '✗')} ${text}`, '    '),
      );
    }
  }
  if (json === true) screen.printJson({ datasets: results });
  const count = results.reduce((sum, { findings }) => sum + findings.length, 0);
  if (count > 0) {
    throw new CovergridError(
      'VERIFY_FAILED',
      `${countOf(count, 'finding')} in ${countOf(results.length, 'dataset')}.`,
    );
  }
}
