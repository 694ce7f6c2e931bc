import type { Manifest } from '@covergrid/enumerator';
import type { Exclusions } from '@covergrid/taxonomy';
import { csv } from './csv.ts';
import { binName, cellsInOrder, type GridNames } from './grid-names.ts';
import { rangeWords } from './range-words.ts';
import { ruleWords } from './rule-words.ts';

/** `cells.csv`: a row per cell, in display order. */
export function cellsCsv(manifest: Manifest, names: GridNames): string {
  return csv(
    [
      'domain',
      'domain_name',
      'behavior',
      'behavior_name',
      'raw',
      'kept',
      'excluded',
      'kept_share',
      'excluded_by',
    ],
    cellsInOrder(manifest, names).map((cell) => [
      cell.domain,
      names.domain(cell.domain),
      cell.behavior,
      names.behavior(cell.behavior),
      cell.raw,
      cell.kept,
      cell.excluded,
      share(cell.kept, cell.raw),
      Object.entries(cell.by_rule)
        .map(([rule, count]) => `${rule} ${count}`)
        .join('; '),
    ]),
  );
}

/** `bins.csv`: a row per bin of each axis, in display order. Figures the manifest lacks stay empty. */
export function binsCsv(manifest: Manifest, names: GridNames): string {
  const accounts = new Map(
    manifest.axes.map((axis) => [axis.id, new Map(axis.bins.map((bin) => [bin.id, bin]))]),
  );
  return csv(
    ['axis', 'axis_name', 'bin', 'bin_label', 'range', 'raw', 'kept', 'kept_share'],
    names.axes.flatMap((axis) =>
      axis.bins.map((bin) => {
        const account = accounts.get(axis.id)?.get(bin.id);
        return [
          axis.id,
          axis.name,
          bin.id,
          binName(bin),
          rangeWords(bin.range, axis.unit),
          account?.raw,
          account?.kept,
          account && share(account.kept, account.raw),
        ];
      }),
    ),
  );
}

/** `rules.csv`: a row per rule, in the order of the file. */
export function rulesCsv(manifest: Manifest, exclusions: Exclusions, names: GridNames): string {
  const sources = new Map(exclusions.rules.map((rule) => [rule.id, rule]));
  return csv(
    ['rule', 'category', 'rationale', 'effect', 'matched', 'reached', 'excluded', 'share_of_excluded'],
    manifest.rules.map((rule) => [
      rule.id,
      rule.category,
      rule.rationale,
      ruleWords(sources.get(rule.id), names),
      rule.matched,
      rule.reached,
      rule.excluded,
      share(rule.excluded, manifest.totals.excluded),
    ]),
  );
}

/** A share from 0 to 1 with at most four decimals; nothing where there is nothing to have a share of. */
function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.round((part / whole) * 10_000) / 10_000;
}
