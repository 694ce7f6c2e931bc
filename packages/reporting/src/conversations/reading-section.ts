import { html } from '../html.ts';
import type { Section } from '../section.ts';

/** What the words of the report mean, and what it does not show. */
export function readingSection(): Section {
  const body = html`<dl class="terms">
    <div>
      <dt>Conversation, golden</dt>
      <dd>
        The customer's side of one kept scenario, turn by turn, and what is right for it: the outcome that
        policies and records demand, the constraints on each reply, and the calls that a right agent makes.
      </dd>
    </div>
    <div>
      <dt>Verdict</dt>
      <dd>
        ALLOW: what was asked for is done or told. PARTIAL: a part of it, later, with a condition, or by
        another way. DENY: refused, for a policy, for stock, for want of proof, or because it is an attack.
      </dd>
    </div>
    <div>
      <dt>Playbook</dt>
      <dd>
        How one domain speaks and decides. A domain without one has scenarios, but no conversations yet.
      </dd>
    </div>
    <div>
      <dt>What it does not show</dt>
      <dd>
        How an agent does: nothing here was run. Figures of words say whether they vary as people's do, not
        whether each sentence is a good one; the samples are there to be read.
      </dd>
    </div>
    <div>
      <dt>The files</dt>
      <dd>
        <code>conversations.json</code> has these figures as data, with the hash of every dataset they were
        made from. Each dataset has a card, <code>README.md</code>, of its own.
      </dd>
    </div>
  </dl>`;
  return { id: 'reading', title: 'How to read this', body };
}
