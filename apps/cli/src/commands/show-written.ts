import type { WriteResult } from '@covergrid/orchestrator';
import type { Configuration } from '@covergrid/taxonomy';
import { coverageSummary } from '../output/coverage-summary.ts';
import { countOf, durationText, sizeText } from '../output/number-text.ts';
import { pathText } from '../output/path-text.ts';
import type { Session } from '../session.ts';

/** Shows what a plan or merge wrote: tables, what became of the directory, and the paths to open. */
export function showWritten(
  configuration: Configuration,
  result: WriteResult,
  warnings: readonly string[],
  flags: { readonly json?: true; readonly quiet?: true },
  { screen }: Session,
): void {
  if (flags.json === true) {
    screen.printJson({ ...result, warnings });
    return;
  }
  if (flags.quiet !== true) {
    screen.print(
      `${coverageSummary(configuration, result.manifest, screen)}\n\n${screen.prose(statusText(result))}`,
    );
    for (const warning of warnings) screen.note(screen.paintNote('yellow', screen.noteProse(warning)));
  }
  const indent = flags.quiet === true ? '' : '  ';
  for (const file of result.files) screen.print(indent + pathText(file));
}

function statusText({ directory, status, run }: WriteResult): string {
  const place = pathText(directory);
  switch (status) {
    case 'unchanged':
      return `All is there and unchanged in ${place}: nothing was written.`;
    case 'written':
      return `Written to ${place}${costText(run)}:`;
    case 'resumed':
      return `Resumed and finished in ${place}${costText(run)}:`;
    case 'completed':
      return `What was missing is written to ${place}${costText(run)}:`;
  }
}

function costText(run: WriteResult['run']): string {
  if (run === undefined) return '';
  return ` (${countOf(run.rows, 'line')}, ${sizeText(run.bytes)}, ${durationText(run.seconds)})`;
}
