import type { ConversationsSummary } from '@covergrid/datasets';
import { bar } from '../bar.ts';
import { formatCount, formatShare } from '../format-number.ts';
import { html, type Html } from '../html.ts';
import { scrollRegion } from '../scroll-region.ts';
import type { Section } from '../section.ts';

/** The verdicts in the order in which people think of them. */
const VERDICTS = ['ALLOW', 'PARTIAL', 'DENY'];

/** What the goldens decide: verdicts as one bar, decisions and remedies as tables. */
export function outcomesSection({ stats, outcomes }: ConversationsSummary): Section {
  const all = stats.conversations;
  const { verdict: verdicts, remedy: remedies } = stats.counts;
  const shown = [...new Set([...VERDICTS, ...verdicts.keys()])].filter((verdict) => verdicts.has(verdict));
  const shares = shown.map((verdict) => ({
    verdict,
    className: verdictClass(verdict),
    count: verdicts.get(verdict) ?? 0,
  }));
  const decisions = outcomes
    .toSorted((a, b) => b.conversations - a.conversations)
    .map(({ labels, conversations }) => ({
      label: labels.decision,
      className: verdictClass(labels.verdict),
      about: labels.verdict,
      count: conversations,
    }));
  const body = html`${bar(shares, all, 'bar bar-total')}
    <ul class="legend">
      ${shares.map(
        ({ verdict, className, count }) =>
          html`<li>
            <span class="swatch ${className}"></span><span class="legend-label">${verdict}</span>
            <span class="legend-count">${formatCount(count)}</span>
            <span class="legend-share">${formatShare(count, all)}</span>
          </li> `,
      )}
    </ul>
    ${countTable('Decisions', 'Decision', decisions, all)}
    ${countTable(
      'Remedies',
      'Remedy',
      [...remedies].map(([label, count]) => ({ label, className: 'kept', count })),
      all,
    )}`;
  return { id: 'outcomes', title: 'Outcomes', body };
}

function verdictClass(verdict: string): string {
  return VERDICTS.includes(verdict) ? `verdict-${verdict.toLowerCase()}` : 'category-rest';
}

/** A row of {@link countTable}. */
export interface CountRow {
  readonly label: string;
  readonly className: string;
  readonly about?: string;
  readonly count: number;
}

/** Counts with their shares as bars. */
function countTable(title: string, what: string, rows: readonly CountRow[], all: number): Html {
  const table = html`<table class="counts">
    <caption>
      ${title}
    </caption>
    <thead>
      <tr>
        <th scope="col">${what}</th>
        <th scope="col" class="number">Conversations</th>
        <th scope="col">Of all</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => countRow(row, all))}
    </tbody>
  </table>`;
  return scrollRegion(title, table);
}

/** One count with its share as a bar. */
export function countRow({ label, className, about, count }: CountRow, all: number): Html {
  return html`<tr>
    <th scope="row">
      <code>${label}</code>${about !== undefined && html` <span class="about">${about}</span>`}
    </th>
    <td class="number strong">${formatCount(count)}</td>
    <td class="share-cell">
      ${bar([{ className, count }], all)}<span class="share">${formatShare(count, all)}</span>
    </td>
  </tr> `;
}
