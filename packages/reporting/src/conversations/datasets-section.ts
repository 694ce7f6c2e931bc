import { formatCount, formatQuantity } from '../format-number.ts';
import { html, type Html } from '../html.ts';
import { limitRows } from '../limit-rows.ts';
import { scrollRegion } from '../scroll-region.ts';
import type { Section } from '../section.ts';
import type { ReportedDataset } from './report-schema.ts';

const MOST_DATASETS = 200;
/** Longer tables are folded. */
const MOST_OPEN = 20;

/** The datasets, a row each; those of benign twins, which count in no total, below it. */
export function datasetsSection(all: readonly ReportedDataset[]): Section {
  const datasets = all.filter(({ twins }) => twins === undefined);
  const twins = all.filter((dataset) => dataset.twins !== undefined);
  const { shown, note } = limitRows(datasets, MOST_DATASETS, 'all are in conversations.json');
  const sum = (what: 'conversations' | 'turns'): number =>
    datasets.reduce((total, dataset) => total + dataset[what], 0);
  const table = html`<table class="datasets">
    <caption>
      Datasets of this run
    </caption>
    <thead>
      <tr>
        <th scope="col">Dataset</th>
        <th scope="col">Version</th>
        <th scope="col" class="number">Conversations</th>
        <th scope="col" class="number">Turns</th>
      </tr>
    </thead>
    <tbody>
      ${shown.map((dataset) => datasetRow(dataset))}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row" colspan="2">All</th>
        <td class="number">${formatCount(sum('conversations'))}</td>
        <td class="number">${formatCount(sum('turns'))}</td>
      </tr>
      ${twins.map((dataset) => datasetRow(dataset, ', benign twins of attacks, not counted'))}
    </tfoot>
  </table>`;
  const isLong = datasets.length > MOST_OPEN;
  const region = html`${scrollRegion('Datasets of this run', table)}${note}`;
  const body = isLong
    ? html`<details>
        <summary>
          ${formatQuantity(datasets.length, 'dataset')} one by one, with
          ${formatQuantity(sum('conversations'), 'conversation')} in all
        </summary>
        ${region}
      </details>`
    : region;
  return { id: 'datasets', title: 'Datasets', body };
}

function datasetRow({ dataset_id, version, conversations, turns }: ReportedDataset, note = ''): Html {
  return html`<tr>
    <th scope="row"><code>${dataset_id}</code>${note}</th>
    <td>${version}</td>
    <td class="number strong">${formatCount(conversations)}</td>
    <td class="number">${formatCount(turns)}</td>
  </tr> `;
}
