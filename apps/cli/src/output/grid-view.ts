import { printable } from '@covergrid/core';
import type { Manifest } from '@covergrid/enumerator';
import { inDisplayOrder, type Configuration } from '@covergrid/taxonomy';

/** Counts of a part of the grid. */
export interface Account {
  readonly raw: number;
  readonly kept: number;
}

/** A row or column of the grid: its name, ready to be shown. */
interface GridLine {
  readonly id: string;
  readonly name: string;
}

/** The selected part of a grid as a table shows it: names in display order, and the account of each cell. */
export interface GridView {
  readonly domains: readonly GridLine[];
  readonly behaviors: readonly GridLine[];
  cell(domain: string, behavior: string): Account;
  /** Dropped scenarios by rule, in the order of the rules; of the selected cells only. */
  readonly excludedByRule: ReadonlyMap<string, number>;
}

/** What a manifest says of its selected cells. */
export function gridView({ taxonomy }: Configuration, manifest: Manifest): GridView {
  const { domains, behaviors } = manifest.selection ?? {};
  const cells = new Map(manifest.cells.map((cell) => [`${cell.domain} ${cell.behavior}`, cell]));
  const lines = (entries: typeof taxonomy.domains, selected: readonly string[] | undefined): GridLine[] =>
    inDisplayOrder(entries)
      .filter(({ id }) => selected === undefined || selected.includes(id))
      .map(({ id, name }) => ({ id, name: printable(name, 60) }));
  const view = {
    domains: lines(taxonomy.domains, domains),
    behaviors: lines(taxonomy.behaviors, behaviors),
    cell: (domain: string, behavior: string) => cells.get(`${domain} ${behavior}`) ?? { raw: 0, kept: 0 },
  };
  const excludedByRule = new Map(manifest.rules.map(({ id }) => [id, 0]));
  for (const domain of view.domains) {
    for (const behavior of view.behaviors) {
      const byRule = cells.get(`${domain.id} ${behavior.id}`)?.by_rule ?? {};
      for (const [rule, count] of Object.entries(byRule)) {
        excludedByRule.set(rule, (excludedByRule.get(rule) ?? 0) + count);
      }
    }
  }
  return { ...view, excludedByRule };
}

/** The sum of some cells. */
export function sumAccounts(accounts: Iterable<Account>): Account {
  let [raw, kept] = [0, 0];
  for (const account of accounts) {
    raw += account.raw;
    kept += account.kept;
  }
  return { raw, kept };
}
