import type { Manifest } from '@covergrid/enumerator';
import { cellList } from './cell-list.ts';
import { formatCount, formatQuantity, formatShare } from './format-number.ts';
import type { GridNames } from './grid-names.ts';
import { heatGrid, type HeatFigure, type HeatGrid, type HeatLine } from './heat-grid.ts';
import { heatClass } from './heat-palette.ts';
import { html, type Html } from './html.ts';
import { scrollRegion } from './scroll-region.ts';
import { name, type Section } from './section.ts';

/** Domains against behaviors: what each cell keeps of what there is, as figures and as shade. */
export function heatmapSection(manifest: Manifest, names: GridNames): Section {
  const grid = heatGrid(manifest, names);
  const body = html`<p>
      Each figure is what the cell keeps of what there is; the darker its place (on a dark page: the
      brighter), the more of it is kept.${grid.isFolded && foldNote(grid, names)}
    </p>
    ${heatLegend()} ${scrollRegion('Kept scenarios by domain and behavior', heatTable(grid))}
    ${!grid.isFolded && cellList(manifest, names)}`;
  return { id: 'cells', title: 'Domains and behaviors', body };
}

function foldNote(grid: HeatGrid, names: GridNames): Html {
  const cells = names.domains.length * names.behaviors.length;
  return html` <strong
    >There are ${formatCount(cells)} cells, too many to read one by one: neighbours in display order are
    summed up into ${formatQuantity(grid.rows.length, 'row')} and
    ${formatQuantity(grid.columns.length, 'column')}, each naming its first and last member.
    <code>cells.csv</code> has every cell.</strong
  >`;
}

function heatTable(grid: HeatGrid): Html {
  return html`<table class="heatmap">
    <caption>
      Kept scenarios of all, by domain and behavior
    </caption>
    <thead>
      <tr>
        <th scope="col">Domain</th>
        ${grid.columns.map((column) => html`<th scope="col">${name(column.label)}</th>`)}
        <th scope="col" class="total">All</th>
      </tr>
    </thead>
    <tbody>
      ${grid.rows.map((row, index) => heatRow(row, grid, index))}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">All</th>
        ${grid.columnTotals.map((figure) => totalCell(figure))}${totalCell(grid.total)}
      </tr>
    </tfoot>
  </table>`;
}

function heatRow(row: HeatLine, grid: HeatGrid, index: number): Html {
  const figures = grid.figures[index] ?? [];
  const total = grid.rowTotals[index];
  return html`<tr>
    <th scope="row">${name(row.label)}</th>
    ${figures.map((figure, column) => heatCell(figure, row, grid.columns[column]))}${total !== undefined && totalCell(total)}
  </tr> `;
}

function heatCell(figure: HeatFigure, row: HeatLine, column: HeatLine | undefined): Html {
  const title = `${row.label} × ${column?.label ?? ''}: ${figureWords(figure)}`;
  return html`<td class="heat ${heatClass(figure.kept, figure.raw)}" title="${title}">${keptOf(figure)}</td>`;
}

function totalCell(figure: HeatFigure): Html {
  return html`<td class="total">
    ${keptOf(figure)}<span class="share">${formatShare(figure.kept, figure.raw)}</span>
  </td>`;
}

function keptOf({ kept, raw }: HeatFigure): Html {
  return html`<b>${formatCount(kept)}</b><span class="of">/${formatCount(raw)}</span>`;
}

function figureWords({ kept, raw, byRule }: HeatFigure): string {
  const excluded = [...byRule].map(([rule, count]) => `${rule} ${formatCount(count)}`);
  const reasons = excluded.length === 0 ? 'nothing excluded' : `excluded by ${excluded.join(', ')}`;
  return `${formatCount(kept)} of ${formatCount(raw)} kept (${formatShare(kept, raw)}); ${reasons}`;
}

function heatLegend(): Html {
  const steps = Array.from({ length: 10 }, (_, index) => html`<span class="step heat-${index + 1}"></span>`);
  return html`<p class="scale">
    <span class="step empty"></span> nothing kept
    <span class="steps"><span>little</span>${steps}<span>all kept</span></span>
  </p>`;
}
