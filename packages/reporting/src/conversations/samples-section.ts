import { conversationBlocks, type ConversationBlock, type ConversationsSummary } from '@covergrid/datasets';
import type { GridNames } from '../grid-names.ts';
import { html, type Html } from '../html.ts';
import { name, type Section } from '../section.ts';

type Sample = ConversationsSummary['samples'][number];

/** One conversation with its golden for each behavior, as `dataset show` tells it. */
export function samplesSection({ samples }: ConversationsSummary, names: GridNames): Section {
  const place = (id: string): number => names.behaviors.findIndex((behavior) => behavior.id === id);
  const sorted = samples.toSorted((a, b) => place(a.behavior) - place(b.behavior));
  const body = html`<p>
      One conversation of each behavior, chosen by a hash of its id. The agent's lines are reference replies
      of the golden, not what an agent must say.
    </p>
    ${sorted.map((sample) => sampleArticle(sample, names))}`;
  return { id: 'samples', title: 'Samples', body };
}

function sampleArticle({ behavior, record }: Sample, names: GridNames): Html {
  const { conversation } = record;
  const id = `sample-${behavior}`;
  const blocks = conversationBlocks(record);
  const outcome = blocks.filter(({ title }) => title === 'Outcome');
  const others = blocks.filter(({ title }) => title !== 'Outcome' && title !== 'Conversation');
  return html`<article class="sample" aria-labelledby="${id}">
    <h3 id="${id}">${name(names.behavior(behavior))}</h3>
    <p class="note">
      ${name(names.domain(conversation.domain))} <code>${conversation.conversation_id}</code>
    </p>
    ${transcript(record)} ${outcome.map(blockLines)}
    <details>
      <summary>Facts, world, calls, constraints and criteria</summary>
      ${others.map(blockLines)}
    </details>
  </article> `;
}

function transcript({ conversation, golden }: Sample['record']): Html {
  return html`<ol class="transcript">
    ${conversation.turns.map(({ index, text, if_confirmed }) => {
      const expected = golden.turns[index];
      return html`<li>
        <p class="says"><b>Customer</b> <span>${text}</span></p>
        ${
          if_confirmed !== undefined &&
          html`<p class="says"><b>If asked to confirm</b> <span>${if_confirmed}</span></p> `
        }
        ${expected !== undefined && replyLine(expected)}${
          expected !== undefined &&
          expected.constraints.length > 0 &&
          html`<ul class="demands">
            ${expected.constraints.map(({ kind, text: sentence }) => html`<li><code>${kind}</code> ${sentence}</li> `)}
          </ul>`
        }
      </li> `;
    })}
  </ol>`;
}

function blockLines({ title, lines }: ConversationBlock): Html {
  return html`${title !== '' && html`<h4>${title}</h4>`}
    <ul class="lines">
      ${lines.map((line) => html`<li>${line}</li> `)}
    </ul>`;
}

/** What the agent is to say; it may be nothing, where the customer has not finished. */
function replyLine({ act, reference_reply: reply }: Sample['record']['golden']['turns'][number]): Html {
  return html`<p class="says reply${reply === '' && ' waits'}">
    <b>Agent, ${act}</b>${reply !== '' && html` <span>${reply}</span>`}
  </p>`;
}
