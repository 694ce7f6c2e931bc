import { printable } from '@covergrid/core';
import {
  inDisplayOrder,
  predicateText,
  traitCells,
  type Axis,
  type Configuration,
  type NumericRange,
  type Rule,
} from '@covergrid/taxonomy';
import { countOf } from './number-text.ts';
import type { Screen } from './screen.ts';
import { textTable, type Column } from './text-table.ts';

/** A configuration in tables: domains, behaviors, axes with their bins, traits and rules, in display order. */
export function taxonomyTables({ taxonomy, exclusions }: Configuration, screen: Screen): string {
  const table = (title: string, columns: readonly Column[], rows: readonly (readonly string[])[]): string[] =>
    rows.length === 0 ? [] : [`${screen.paint('bold', title)}\n\n${textTable(columns, rows, screen)}`];
  const { id, version, title, description } = taxonomy;
  const about = description === undefined ? '' : `\n${printable(description, 2000)}`;
  const sources = `(${id} ${version}, ${exclusions.id} ${exclusions.version})`;
  return [
    screen.prose(`${screen.paint('bold', printable(title ?? id))} ${sources}${about}`),
    ...table('Domains', columnsOf('Id', 'Name', '*Description'), domainRows(taxonomy.domains)),
    ...table(
      'Behaviors',
      columnsOf('Id', 'Name', 'Difficulty', '*Description'),
      inDisplayOrder(taxonomy.behaviors).map((behavior) => [
        behavior.id,
        printable(behavior.name),
        behavior.difficulty ?? '',
        printable(behavior.description ?? '', 2000),
      ]),
    ),
    ...table(
      'Axes',
      columnsOf('Axis', 'Bin', 'Label', 'Range', '*Description'),
      inDisplayOrder(taxonomy.axes).flatMap(axisRows),
    ),
    ...table('Traits', columnsOf('Id', '*Cells'), traitRows({ taxonomy, exclusions })),
    ...table('Rules', columnsOf('Id', 'Category', '*What and why'), exclusions.rules.map(ruleRow)),
  ].join('\n\n');
}

/** Columns by their titles; a star marks the flexible one. */
function columnsOf(...titles: readonly string[]): Column[] {
  return titles.map((title) => ({ title: title.replace('*', ''), isFlexible: title.startsWith('*') }));
}

function domainRows(domains: Configuration['taxonomy']['domains']): string[][] {
  return inDisplayOrder(domains).map(({ id, name, description }) => [
    id,
    printable(name),
    printable(description ?? '', 2000),
  ]);
}

function axisRows({ id, unit, bins, description }: Axis): string[][] {
  return inDisplayOrder(bins).map((bin, at) => [
    at === 0 ? id : '',
    bin.id,
    printable(bin.label ?? ''),
    bin.range === undefined ? '' : rangeText(bin.range, unit),
    printable(bin.description ?? (at === 0 ? (description ?? '') : ''), 2000),
  ]);
}

/** `> 10 and < 30 percent` */
function rangeText({ min, above, max, below }: NumericRange, unit: string | undefined): string {
  const bounds = [
    ...(min === undefined ? [] : [`≥ ${min}`]),
    ...(above === undefined ? [] : [`> ${above}`]),
    ...(max === undefined ? [] : [`≤ ${max}`]),
    ...(below === undefined ? [] : [`< ${below}`]),
  ];
  return `${bounds.join(' and ')}${unit === undefined ? '' : ` ${printable(unit)}`}`;
}

function traitRows({ taxonomy }: Configuration): string[][] {
  const ids = [...new Set(taxonomy.traits.map(({ id }) => id))];
  return ids.map((id) => {
    const cells = traitCells(taxonomy, id);
    const shown = cells.slice(0, 5).map(({ domain, behavior }) => `${domain} × ${behavior}`);
    const left = cells.length - shown.length;
    return [id, shown.join(', ') + (left > 0 ? ` and ${countOf(left, 'more cell')}` : '')];
  });
}

function ruleRow(rule: Rule): string[] {
  return [rule.id, rule.category, `${ruleText(rule)} ${printable(rule.rationale, 2000)}`];
}

function ruleText(rule: Rule): string {
  if ('exclude' in rule) return `Excludes ${predicateText(rule.exclude)}.`;
  const { limit, per, keep, balance = [], spread = [], prefer = [], guard } = rule;
  const parts = [
    `Keeps ${keep} of ${predicateText(limit)}`,
    per.length === 0 ? 'in all' : `per ${per.join(' × ')}`,
    ...(prefer.length === 0
      ? []
      : [`preferring ${prefer.map((predicate) => predicateText(predicate)).join(', then ')}`]),
    ...(balance.length === 0 ? [] : [`balanced over ${balance.join(' × ')}`]),
    ...(spread.length === 0 ? [] : [`spread over ${spread.join(' × ')}`]),
    ...(guard === true ? ['as a guard that may never bind'] : []),
  ];
  return `${parts.join(', ')}.`;
}
