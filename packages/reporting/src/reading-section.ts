import { html } from './html.ts';
import type { Section } from './section.ts';

/** What the words of the report mean, and what it does not show. */
export function readingSection(): Section {
  const body = html`<dl class="terms">
    <div>
      <dt>Scenario</dt>
      <dd>
        One situation to test: a domain, a behavior of the customer, and one bin of every axis. A cell is one
        domain with one behavior.
      </dd>
    </div>
    <div>
      <dt>Kept, excluded</dt>
      <dd>
        Every scenario of the grid is either kept or excluded by exactly one rule, the first that applies.
        Rules that drop all they match come first, then rules that keep at most so many.
      </dd>
    </div>
    <div>
      <dt>What this shows</dt>
      <dd>
        Which situations the plan contains and why the others are not in it. It follows from the taxonomy, the
        exclusions, the seed and the version of the program alone: the same four give the same figures.
      </dd>
    </div>
    <div>
      <dt>What it does not show</dt>
      <dd>
        How an agent does: kept means there is a scenario to test, not that it was run or passed. Nor whether
        the taxonomy has the right domains, or a rule a good reason; its rationale is there so that people can
        judge it.
      </dd>
    </div>
    <div>
      <dt>Shares</dt>
      <dd>
        A low share is not bad in itself: a cell may keep little because little of it is possible. Compare the
        reasons, not the shades.
      </dd>
    </div>
    <div>
      <dt>The files</dt>
      <dd>
        <code>manifest.json</code> has these figures as data; <code>cells.csv</code>,
        <code>bins.csv</code> and <code>rules.csv</code> have them as tables.
      </dd>
    </div>
  </dl>`;
  return { id: 'reading', title: 'How to read this', body };
}
