import { formatCount } from './format-number.ts';
import { html, type Html } from './html.ts';

/** The first `most` entries, and a sentence that says how many more there are and where. */
export function limitRows<Row>(
  rows: readonly Row[],
  most: number,
  elsewhere: string,
): { shown: readonly Row[]; note: Html | undefined } {
  if (rows.length <= most) return { shown: rows, note: undefined };
  const note = html`<p class="note">
    The first ${formatCount(most)} of ${formatCount(rows.length)} are shown; ${elsewhere}.
  </p>`;
  return { shown: rows.slice(0, most), note };
}
