import type { ConversationsSummary } from '@covergrid/datasets';
import type { Manifest } from '@covergrid/enumerator';
import { formatCount, formatQuantity } from '../format-number.ts';
import type { GridNames } from '../grid-names.ts';
import { html, type Html } from '../html.ts';
import { name, type Section } from '../section.ts';
import type { ReportedDataset } from './report-schema.ts';

/** How much there is, and which domains have nothing. */
export function resultSection(
  manifest: Manifest,
  datasets: readonly ReportedDataset[],
  { stats, cells }: ConversationsSummary,
  names: GridNames,
): Section {
  const ofGrid = datasets.filter(({ twins }) => twins === undefined);
  const domains = new Set(cells.map(({ labels }) => labels.domain));
  const body = html`<p class="verdict">
      ${formatQuantity(stats.conversations, 'conversation')} with
      ${formatQuantity(stats.turns, 'customer turn')}, for ${formatCount(domains.size)} of
      ${formatQuantity(names.domains.length, 'domain')}. Each has a golden that was proven when it was
      written.
    </p>
    ${gapNote(manifest, names)}
    <p class="note">
      ${formatQuantity(ofGrid.length, 'dataset')} of one run${twinsNote(datasets)}. Which scenarios there are,
      and why not others:
      <a href="coverage.html">coverage report</a>.
    </p>`;
  return { id: 'result', title: 'Result', body };
}

function twinsNote(datasets: readonly ReportedDataset[]): string {
  const twins = datasets.filter((dataset) => dataset.twins !== undefined);
  if (twins.length === 0) return '';
  const count = twins.reduce((sum, { conversations }) => sum + conversations, 0);
  return `; beside them ${formatQuantity(count, 'benign twin')} of attacks, which say the same where it is true, outside the grid and in no figure here`;
}

function gapNote({ conversations, cells }: Manifest, names: GridNames): Html | undefined {
  if (conversations === undefined) return undefined;
  const without = new Set(conversations.domains_without_playbook);
  const missing = names.domains.filter(({ id }) => without.has(id));
  if (missing.length === 0) return html`<p class="good">Every domain has a playbook.</p>`;
  const kept = cells.filter(({ domain }) => without.has(domain)).reduce((sum, cell) => sum + cell.kept, 0);
  return html`<div class="alert">
    <p>
      <span class="warning"
        >${formatQuantity(missing.length, 'domain has', 'domains have')} no playbook yet, and so no
        conversations:</span
      >
      ${missing.map((domain, index) => html`${index > 0 && ', '}${name(domain.name)}`)}. That leaves out
      ${formatQuantity(kept, 'kept scenario')}.
    </p>
  </div>`;
}
