import type { CellAccount, Manifest } from '@covergrid/enumerator';
import type { Exclusions } from '@covergrid/taxonomy';
import { findGaps, type Gap } from './find-gaps.ts';
import { formatCount, formatQuantity, formatShare } from './format-number.ts';
import { cellsInOrder, type GridNames } from './grid-names.ts';
import { html, type Html } from './html.ts';
import { limitRows } from './limit-rows.ts';
import { name, type Section } from './section.ts';

const MOST_GAPS = 200;

/** Cells and bins with nothing kept, or the statement that there are none; and the cell that comes closest. */
export function gapsSection(manifest: Manifest, exclusions: Exclusions, names: GridNames): Section {
  const gaps = findGaps(manifest, exclusions, names);
  const { shown, note } = limitRows(gaps, MOST_GAPS, 'all are in cells.csv and bins.csv, where kept is 0');
  const body =
    gaps.length === 0
      ? html`<p class="good">No cell and no bin is empty.</p>
          ${leastCell(manifest, names)}`
      : html`<p class="warning">${gapCounts(gaps)} nothing kept. No test can be drawn from there.</p>
          <ul class="gaps">
            ${shown.map((gap) => gapEntry(gap, names))}
          </ul>
          ${note}`;
  return { id: 'gaps', title: 'Gaps', body };
}

function gapCounts(gaps: readonly Gap[]): string {
  const cells = gaps.filter((gap) => gap.kind === 'cell').length;
  const bins = gaps.length - cells;
  const parts = [cells > 0 && formatQuantity(cells, 'cell'), bins > 0 && formatQuantity(bins, 'bin')];
  return `${parts.filter(Boolean).join(' and ')} ${gaps.length === 1 ? 'has' : 'have'}`;
}

function gapEntry(gap: Gap, names: GridNames): Html {
  const [first, second] = gap.at.map(([dimension, id]) => name(names.value(dimension, id)));
  const where =
    gap.kind === 'cell'
      ? html`Cell ${first} × ${second}`
      : html`Bin ${first} of ${name(names.dimension(gap.at[0]?.[0] ?? ''))}`;
  const rules = gap.rules.map((rule, index) => html`${index > 0 && ', '}<code>${rule}</code>`);
  const reason =
    gap.raw === 0
      ? html`holds no scenario at all`
      : html`${formatQuantity(gap.raw, 'scenario')}, all excluded${rules.length > 0 && html` by ${rules}`}`;
  return html`<li><strong>${where}</strong>: ${reason}.</li> `;
}

function leastCell(manifest: Manifest, names: GridNames): Html | undefined {
  const [first, ...others] = cellsInOrder(manifest, names);
  if (first === undefined) return undefined;
  const least = others.reduce((lowest, cell) => (keptShare(cell) < keptShare(lowest) ? cell : lowest), first);
  if (least.kept === least.raw) return undefined;
  return html`<p>
    The thinnest cell is ${name(names.domain(least.domain))} × ${name(names.behavior(least.behavior))}:
    ${formatCount(least.kept)} of ${formatCount(least.raw)} kept (${formatShare(least.kept, least.raw)}).
  </p>`;
}

function keptShare(cell: CellAccount): number {
  return cell.kept / cell.raw;
}
