import type { Manifest, RuleAccount } from '@covergrid/enumerator';
import type { Exclusions, Rule } from '@covergrid/taxonomy';
import { bar } from './bar.ts';
import { categoryClass } from './category-color.ts';
import { formatCount, formatShare } from './format-number.ts';
import type { GridNames } from './grid-names.ts';
import { html, type Html } from './html.ts';
import { limitRows } from './limit-rows.ts';
import { ruleWords } from './rule-words.ts';
import { scrollRegion } from './scroll-region.ts';
import { name, type Section } from './section.ts';

const MOST_ROWS = 500;
const MOST_TERMS = 12;

/** Every rule with its reason and what it matched, reached and dropped, in the order of the file. */
export function rulesSection(manifest: Manifest, exclusions: Exclusions, names: GridNames): Section {
  const sources = new Map(exclusions.rules.map((rule) => [rule.id, rule]));
  const { shown, note } = limitRows(manifest.rules, MOST_ROWS, 'all are in rules.csv');
  const table = html`<table class="rules">
    <caption>
      Exclusion rules, in the order in which the file has them
    </caption>
    <thead>
      <tr>
        <th scope="col">Rule</th>
        <th scope="col">Why</th>
        <th scope="col" class="number">Matched</th>
        <th scope="col" class="number">Reached</th>
        <th scope="col" class="number">Excluded</th>
        <th scope="col">Share of all excluded</th>
      </tr>
    </thead>
    <tbody>
      ${shown.map((rule) => ruleRow(rule, sources.get(rule.id), manifest.totals.excluded, names))}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row" colspan="4">Excluded by all rules</th>
        <td class="number">${formatCount(manifest.totals.excluded)}</td>
        <td></td>
      </tr>
    </tfoot>
  </table>`;
  const body =
    manifest.rules.length === 0
      ? html`<p>There are no exclusion rules: nothing is left out.</p>`
      : html`<p>
            A scenario that several rules match counts for the first of them. <em>Matched</em> is what a rule
            matches in the whole grid, <em>reached</em> what of that earlier rules had left.
          </p>
          ${scrollRegion('Exclusion rules', table)}${note} ${sumLine(manifest)}`;
  return { id: 'rules', title: 'Exclusions by rule', body };
}

function ruleRow(rule: RuleAccount, source: Rule | undefined, allExcluded: number, names: GridNames): Html {
  const category = categoryClass(rule.category);
  const words = ruleWords(source, names);
  return html`<tr>
    <th scope="row">
      <code>${rule.id}</code
      ><span class="category"><span class="swatch ${category}"></span>${rule.category}</span>
    </th>
    <td class="why">
      ${name(rule.rationale)}${words !== '' && html`<span class="does">${name(words)}</span>`}
    </td>
    <td class="number">${formatCount(rule.matched)}</td>
    <td class="number">${formatCount(rule.reached)}</td>
    <td class="number strong">${formatCount(rule.excluded)}</td>
    <td class="share-cell">
      ${bar([{ className: category, count: rule.excluded }], allExcluded)}<span class="share"
        >${formatShare(rule.excluded, allExcluded)}</span
      >
    </td>
  </tr> `;
}

/** raw = kept + Σ excluded, written out; with very many rules, their sum. */
function sumLine({ totals, rules }: Manifest): Html {
  const dropping = rules.filter((rule) => rule.excluded > 0);
  const terms =
    dropping.length > MOST_TERMS
      ? [html`<b>${formatCount(totals.excluded)}</b> excluded by ${formatCount(dropping.length)} rules`]
      : dropping.map((rule) => html`<b>${formatCount(rule.excluded)}</b>`);
  return html`<p class="sum">
    <b>${formatCount(totals.raw)}</b> in the grid =
    <b>${formatCount(totals.kept)}</b>
    kept${terms.map((term) => html` + ${term}`)}${dropping.length <= MOST_TERMS && dropping.length > 0 && ' excluded by the rules above'}
  </p>`;
}
