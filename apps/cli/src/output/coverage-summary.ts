import { formatCount, printable } from '@covergrid/core';
import type { Manifest } from '@covergrid/enumerator';
import type { Configuration } from '@covergrid/taxonomy';
import { exclusionTable } from './exclusion-table.ts';
import { gridTable } from './grid-table.ts';
import { gridView } from './grid-view.ts';
import { countOf } from './number-text.ts';
import type { Screen } from './screen.ts';

/** What a person reads after a plan: the grid, the exclusions, and the equation that ties them. */
export function coverageSummary(configuration: Configuration, manifest: Manifest, screen: Screen): string {
  const options = { width: screen.width, paint: screen.paint };
  const view = gridView(configuration, manifest);
  return [
    headline(configuration, manifest, screen),
    gridTable(view, options),
    ...(manifest.rules.length === 0 ? [] : [exclusionTable(manifest, view, options)]),
    screen.prose(equations(manifest, screen)),
  ].join('\n\n');
}

function headline({ taxonomy, exclusions }: Configuration, manifest: Manifest, screen: Screen): string {
  const bins = taxonomy.axes.reduce((product, axis) => product * axis.bins.length, 1);
  const parts = [
    countOf(taxonomy.domains.length, 'domain'),
    countOf(taxonomy.behaviors.length, 'behavior'),
    `${countOf(bins, 'combination')} of bins`,
  ];
  const title = printable(taxonomy.title ?? taxonomy.id, 60);
  const sources = `${taxonomy.id} ${taxonomy.version}, ${exclusions.id} ${exclusions.version}`;
  return screen.prose(
    `${screen.paint('bold', title)}\n${sources}, seed ${manifest.seed}\n${parts.join(' × ')}`,
  );
}

function equations({ totals, selection }: Manifest, screen: Screen): string {
  if (selection === undefined) return equation(totals, screen);
  const { shard } = selection;
  const part = shard === undefined ? 'Selected' : `Share ${shard.index} of ${shard.of} by ${shard.by}`;
  const lines = [`${part}:`, 'Whole grid:'].map((label, _, all) =>
    label.padEnd(Math.max(...all.map(({ length }) => length))),
  );
  return `${lines[0]} ${equation(selection.totals, screen)}\n${lines[1]} ${equation(totals, screen)}`;
}

/** The account in one line: `9,072 raw = 5,376 kept + 3,696 excluded`. */
function equation({ raw, kept, excluded }: Manifest['totals'], { paint }: Screen): string {
  return `${formatCount(raw)} raw = ${paint(['bold', 'green'], `${formatCount(kept)} kept`)} + ${formatCount(excluded)} excluded`;
}
