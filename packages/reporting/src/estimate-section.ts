import { estimateCosts, estimateTokens, type CostEstimate, type EstimateOptions } from './estimate.ts';
import {
  formatCount,
  formatDecimal,
  formatMoney,
  formatPrice,
  formatQuantity,
  formatRough,
} from './format-number.ts';
import { html, type Html } from './html.ts';
import type { Rates } from '@covergrid/llm';
import { scrollRegion } from './scroll-region.ts';
import { name, type Section } from './section.ts';

/** Tokens and cost of answering every kept scenario once, with the assumptions they rest on. */
export function estimateSection(conversations: number, options: EstimateOptions): Section {
  const tokens = estimateTokens(conversations, options);
  const turns = formatDecimal(tokens.averageTurns);
  const body = html`<p>
      If an agent answers each of the ${formatQuantity(conversations, 'kept scenario')} once, in conversations
      of ${turns} customer ${tokens.averageTurns === 1 ? 'turn' : 'turns'} on average:
    </p>
    <dl class="figures">
      <div>
        <dt>Input tokens</dt>
        <dd>${formatRough(tokens.inputTokens)}</dd>
      </div>
      <div>
        <dt>Output tokens</dt>
        <dd>${formatRough(tokens.outputTokens)}</dd>
      </div>
    </dl>
    <p>
      This assumes ${formatCount(tokens.systemTokens)} tokens of instructions and tool descriptions,
      ${formatCount(tokens.customerTokens)} for a customer turn and ${formatCount(tokens.replyTokens)} for a
      reply. Each request sends the instructions and the whole conversation so far again; nothing is cached.
      Tool calls, retries, rewriting by a model and judging are not in it.
    </p>
    ${costTable(tokens, options.rates)}`;
  return { id: 'estimate', title: 'Tokens and cost', body };
}

/** What an estimate costs with each model, or the statement that no rates were given. */
export function costTable(tokens: Parameters<typeof estimateCosts>[0], rates: Rates | undefined): Html {
  const estimates = rates === undefined ? [] : estimateCosts(tokens, rates);
  if (estimates.length === 0) return html`<p>Cost: unknown, as no rates were given.</p>`;
  const table = html`<table class="costs">
    <caption>
      Cost by model${rates?.date !== undefined && ` at the prices of ${rates.date}`}
    </caption>
    <thead>
      <tr>
        <th scope="col">Model</th>
        <th scope="col" class="number">Per million input tokens</th>
        <th scope="col" class="number">Per million output tokens</th>
        <th scope="col" class="number">Estimated cost</th>
      </tr>
    </thead>
    <tbody>
      ${estimates.map(costRow)}
    </tbody>
  </table>`;
  return scrollRegion('Estimated cost by model', table);
}

function costRow({ model, rate, cost }: CostEstimate): Html {
  return html`<tr>
    <th scope="row">${name(model)}</th>
    <td class="number">${formatPrice(rate.input_per_million, rate.currency)}</td>
    <td class="number">${formatPrice(rate.output_per_million, rate.currency)}</td>
    <td class="number strong">${formatMoney(cost, rate.currency)}</td>
  </tr> `;
}
