import type { Manifest, RuleAccount } from '@covergrid/enumerator';
import { bar } from './bar.ts';
import { categoryClass } from './category-color.ts';
import { formatCount, formatQuantity, formatShare } from './format-number.ts';
import type { GridNames } from './grid-names.ts';
import { html, type Html } from './html.ts';
import { name, type Section } from './section.ts';
import { verdict } from './verdict.ts';

interface Share {
  label: Html;
  className: string;
  count: number;
}

const MOST_SHARES = 9;

/** The verdict, what it rests on, and the whole grid as one bar. */
export function totalsSection(
  manifest: Manifest,
  names: GridNames,
  problems: readonly string[],
  notes: readonly string[],
): Section {
  const shares = sharesOf(manifest);
  const body = html`<p class="verdict">${verdict(manifest, problems)}</p>
    ${problems.length > 0 && problemList(problems)}${notes.map((note) => html`<p class="note">${name(note)}</p>`)}
    ${bar(shares, manifest.totals.raw, 'bar bar-total')}
    <ul class="legend">
      ${shares.map((share) => legendEntry(share, manifest.totals.raw))}
    </ul>
    <p class="note">${gridSize(names)}</p>
    ${manifest.selection !== undefined && selectionNote(manifest.selection, names)}`;
  return { id: 'totals', title: 'Result', body };
}

function problemList(problems: readonly string[]): Html {
  const shown = problems.slice(0, 20);
  const more = problems.length - shown.length;
  return html`<div class="alert">
    <p>These sums do not hold, so nothing below can be relied on:</p>
    <ul>
      ${shown.map((problem) => html`<li>${problem}</li>`)}${more > 0 && html`<li>and ${formatCount(more)} more</li>`}
    </ul>
  </div>`;
}

function sharesOf({ totals, rules }: Manifest): Share[] {
  const kept = { label: html`Kept`, className: 'kept', count: totals.kept };
  const dropping = rules.filter((rule) => rule.excluded > 0);
  if (dropping.length <= MOST_SHARES) return [kept, ...dropping.map(ruleShare)];
  const largest = dropping.toSorted((a, b) => b.excluded - a.excluded).slice(0, MOST_SHARES - 1);
  const others = dropping.filter((rule) => !largest.includes(rule));
  const rest = {
    label: html`${formatCount(others.length)} other rules`,
    className: 'category-rest',
    count: others.reduce((sum, rule) => sum + rule.excluded, 0),
  };
  return [kept, ...dropping.filter((rule) => largest.includes(rule)).map(ruleShare), rest];
}

function ruleShare(rule: RuleAccount): Share {
  return {
    label: html`<code>${rule.id}</code>`,
    className: categoryClass(rule.category),
    count: rule.excluded,
  };
}

function legendEntry({ label, className, count }: Share, raw: number): Html {
  return html`<li>
    <span class="swatch ${className}"></span><span class="legend-label">${label}</span>
    <span class="legend-count">${formatCount(count)}</span>
    <span class="legend-share">${formatShare(count, raw)}</span>
  </li> `;
}

function gridSize({ domains, behaviors, axes }: GridNames): string {
  const perCell = axes.map((axis) =>
    formatQuantity(axis.bins.length, `bin of ${axis.name}`, `bins of ${axis.name}`),
  );
  const cells = `${formatQuantity(domains.length, 'domain')} × ${formatQuantity(behaviors.length, 'behavior')}`;
  return `The grid: ${[cells, ...perCell].join(' × ')}. Every combination is one scenario.`;
}

function selectionNote(selection: NonNullable<Manifest['selection']>, names: GridNames): Html {
  const { domains, behaviors, shard, totals } = selection;
  const parts = [
    domains !== undefined && `domains ${domains.map((id) => names.domain(id)).join(', ')}`,
    behaviors !== undefined && `behaviors ${behaviors.map((id) => names.behavior(id)).join(', ')}`,
    shard !== undefined && `shard ${shard.index} of ${shard.of} by ${shard.by}`,
  ].filter((part) => part !== false);
  return html`<div class="callout">
    <h3>Selection</h3>
    <p>
      Only a part of the grid was asked for: ${name(parts.join('; '))}. It holds
      ${formatQuantity(totals.raw, 'scenario')}, ${formatCount(totals.kept)} kept and
      ${formatCount(totals.excluded)} excluded. The estimate is for this part; every other figure is of the
      whole grid.
    </p>
  </div>`;
}
