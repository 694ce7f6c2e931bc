import type { CellAccount, Manifest } from '@covergrid/enumerator';
import { formatCount, formatQuantity } from './format-number.ts';
import { cellsInOrder, type GridNames } from './grid-names.ts';
import { html, type Html } from './html.ts';
import { scrollRegion } from './scroll-region.ts';
import { name } from './section.ts';

/** Every cell as a row, with the rules that drop something there: what the heatmap shows on hover, for everybody. */
export function cellList(manifest: Manifest, names: GridNames): Html {
  const cells = cellsInOrder(manifest, names);
  const table = html`<table class="cell-list">
    <caption>
      Kept and excluded by cell
    </caption>
    <thead>
      <tr>
        <th scope="col">Cell</th>
        <th scope="col" class="number">Kept</th>
        <th scope="col" class="number">Of</th>
        <th scope="col">Excluded by</th>
      </tr>
    </thead>
    <tbody>
      ${cells.map((cell) => cellRow(cell, names))}
    </tbody>
  </table>`;
  return html`<details>
    <summary>${formatQuantity(cells.length, 'cell')} one by one, with the rules that exclude there</summary>
    ${scrollRegion('Cells with the rules that exclude there', table)}
  </details>`;
}

function cellRow(cell: CellAccount, names: GridNames): Html {
  const rules = Object.entries(cell.by_rule).map(
    ([rule, count]) => html`<li><code>${rule}</code> ${formatCount(count)}</li>`,
  );
  return html`<tr>
    <th scope="row">${name(names.domain(cell.domain))} × ${name(names.behavior(cell.behavior))}</th>
    <td class="number">${formatCount(cell.kept)}</td>
    <td class="number">${formatCount(cell.raw)}</td>
    <td>
      ${
        rules.length === 0
          ? 'nothing'
          : html`<ul class="inline">
              ${rules}
            </ul>`
      }
    </td>
  </tr> `;
}
