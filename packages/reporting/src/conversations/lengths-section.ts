import type { ConversationsSummary } from '@covergrid/datasets';
import { costTable } from '../estimate-section.ts';
import { formatCount, formatDecimal, formatQuantity, formatRough } from '../format-number.ts';
import { html, type Html } from '../html.ts';
import type { Rates } from '@covergrid/llm';
import { scrollRegion } from '../scroll-region.ts';
import type { Section } from '../section.ts';

/** English text has about four characters a token; JSON has fewer, so that tools come out low. */
const CHARACTERS_PER_TOKEN = 4;

/** How long conversations are, measured, and what that makes in tokens and cost. */
export function lengthsSection({ stats, lengths }: ConversationsSummary, rates?: Rates): Section {
  const { conversations, turns } = stats;
  const tokens = (characters: number): number => Math.round(characters / CHARACTERS_PER_TOKEN);
  const estimate = { inputTokens: tokens(lengths.sent), outputTokens: tokens(lengths.replies) };
  const rows: readonly (readonly [string, number, number])[] = [
    ['Instructions', lengths.system, conversations],
    ['Descriptions of tools', lengths.tools, conversations],
    ['What is told of the customer', lengths.session, conversations],
    ['A customer turn', lengths.turns, turns],
    ['A reference reply', lengths.replies, turns],
  ];
  const table = html`<table class="lengths">
    <caption>
      Measured lengths, in characters
    </caption>
    <thead>
      <tr>
        <th scope="col">Part</th>
        <th scope="col" class="number">On average</th>
        <th scope="col" class="number">In all</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(lengthRow)}
    </tbody>
  </table>`;
  const average = conversations === 0 ? 0 : Number((turns / conversations).toFixed(2));
  const body = html`<p>
      If an agent answers each of the ${formatQuantity(conversations, 'conversation')} once, with replies as
      long as the reference replies:
    </p>
    <dl class="figures">
      <div>
        <dt>Turns per conversation</dt>
        <dd>${formatDecimal(average)}</dd>
      </div>
      <div>
        <dt>Input tokens</dt>
        <dd>${formatRough(estimate.inputTokens)}</dd>
      </div>
      <div>
        <dt>Output tokens</dt>
        <dd>${formatRough(estimate.outputTokens)}</dd>
      </div>
    </dl>
    ${scrollRegion('Measured lengths', table)}
    <p>
      Characters are measured, tokens are estimated at ${CHARACTERS_PER_TOKEN} characters each. Each request
      sends the instructions, the tools and the whole conversation so far again; nothing is cached. Tool
      calls, retries, rewriting by a model and judging are not in it.
    </p>
    ${costTable(estimate, rates)}`;
  return { id: 'lengths', title: 'Lengths, tokens and cost', body };
}

function lengthRow([part, characters, count]: readonly [string, number, number]): Html {
  return html`<tr>
    <th scope="row">${part}</th>
    <td class="number strong">${count === 0 ? '–' : formatCount(Math.round(characters / count))}</td>
    <td class="number">${formatCount(characters)}</td>
  </tr> `;
}
