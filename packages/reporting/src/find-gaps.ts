import type { Manifest } from '@covergrid/enumerator';
import type { Exclusions } from '@covergrid/taxonomy';
import { cellsInOrder, type GridNames } from './grid-names.ts';
import { predicateTruth } from './predicate-truth.ts';

/** A cell or bin of which no scenario is kept, and the rules behind it. */
export interface Gap {
  kind: 'cell' | 'bin';
  /** Dimension and id of each coordinate: domain and behavior of a cell, or the axis and its bin. */
  at: readonly (readonly [dimension: string, id: string])[];
  raw: number;
  /**
   * Rule ids. Of a cell, those that drop something there. Of a bin, the first rule that drops every scenario with it;
   * where no single rule does, all that drop something and may match the bin.
   */
  rules: readonly string[];
}

/** Cells, then bins, with nothing kept, in display order. */
export function findGaps(manifest: Manifest, exclusions: Exclusions, names: GridNames): Gap[] {
  const cells = cellsInOrder(manifest, names)
    .filter((cell) => cell.kept === 0)
    .map((cell) => ({
      kind: 'cell' as const,
      at: [['domain', cell.domain] as const, ['behavior', cell.behavior] as const],
      raw: cell.raw,
      rules: Object.keys(cell.by_rule),
    }));
  const accounts = new Map(
    manifest.axes.map((axis) => [axis.id, new Map(axis.bins.map((bin) => [bin.id, bin]))]),
  );
  const bins = names.axes.flatMap((axis) =>
    axis.bins.flatMap((bin) => {
      const account = accounts.get(axis.id)?.get(bin.id);
      if (account?.kept !== 0) return [];
      const rules = rulesOfBin(manifest, exclusions, axis.id, bin.id);
      return [{ kind: 'bin' as const, at: [[axis.id, bin.id] as const], raw: account.raw, rules }];
    }),
  );
  return [...cells, ...bins];
}

function rulesOfBin(manifest: Manifest, exclusions: Exclusions, axis: string, bin: string): string[] {
  const dropping = new Set(manifest.rules.filter((rule) => rule.excluded > 0).map((rule) => rule.id));
  const candidates = exclusions.rules
    .filter((rule) => dropping.has(rule.id))
    .map((rule) => ({
      id: rule.id,
      isExclude: 'exclude' in rule,
      truth: predicateTruth('exclude' in rule ? rule.exclude : rule.limit, axis, bin),
    }));
  const alone = candidates.find((rule) => rule.isExclude && rule.truth === 'always');
  if (alone !== undefined) return [alone.id];
  return candidates.filter((rule) => rule.truth !== 'never').map((rule) => rule.id);
}
