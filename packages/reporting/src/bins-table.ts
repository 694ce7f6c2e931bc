import type { AxisAccount, Manifest } from '@covergrid/enumerator';
import type { Axis, Bin } from '@covergrid/taxonomy';
import { bar } from './bar.ts';
import { formatCount, formatShare } from './format-number.ts';
import { binName, type GridNames } from './grid-names.ts';
import { html, type Html } from './html.ts';
import { limitRows } from './limit-rows.ts';
import { rangeWords } from './range-words.ts';
import { scrollRegion } from './scroll-region.ts';
import { name, type Section } from './section.ts';

const MOST_BINS = 100;

/** What each bin of each axis keeps of what there is. */
export function binsSection(manifest: Manifest, names: GridNames): Section {
  const accounts = new Map(manifest.axes.map((axis) => [axis.id, axis]));
  const table = html`<table class="bins">
    <caption>
      Kept scenarios of all, by bin of each axis
    </caption>
    <thead>
      <tr>
        <th scope="col">Bin</th>
        <th scope="col" class="number">Kept</th>
        <th scope="col" class="number">Of</th>
        <th scope="col">Share kept</th>
      </tr>
    </thead>
    ${names.axes.map((axis) => axisRows(axis, accounts.get(axis.id)))}
  </table>`;
  const body =
    names.axes.length === 0
      ? html`<p>The taxonomy has no axes: each cell is one scenario.</p>`
      : scrollRegion('Bins of each axis', table);
  return { id: 'bins', title: 'Axes and bins', body };
}

function axisRows(axis: Axis, account: AxisAccount | undefined): Html {
  const counts = new Map(account?.bins.map((bin) => [bin.id, bin]));
  const { shown, note } = limitRows(axis.bins, MOST_BINS, 'all are in bins.csv');
  return html`<tbody>
    <tr class="group">
      <th scope="rowgroup" colspan="4">
        ${name(axis.name)}${axis.description !== undefined && html` <span class="about">${name(axis.description)}</span>`}
      </th>
    </tr>
    ${shown.map((bin) => binRow(bin, axis.unit, counts.get(bin.id)))}${
      note !== undefined &&
      html`<tr>
        <td colspan="4">${note}</td>
      </tr>`
    }
  </tbody> `;
}

function binRow(bin: Bin, unit: string | undefined, count: AxisAccount['bins'][number] | undefined): Html {
  const range = rangeWords(bin.range, unit);
  const label = html`<th scope="row">
    ${name(binName(bin))}${range !== '' && html` <span class="range">${name(range)}</span>`}
  </th>`;
  if (count === undefined)
    return html`<tr>
      ${label}
      <td colspan="3">not in the manifest</td>
    </tr>`;
  const { kept, raw } = count;
  return html`<tr>
    ${label}
    <td class="number strong">${formatCount(kept)}</td>
    <td class="number">${formatCount(raw)}</td>
    <td class="share-cell">
      ${bar([{ className: 'kept', count: kept }], raw)}<span class="share">${formatShare(kept, raw)}</span>
    </td>
  </tr> `;
}
