import { compareIds } from '@covergrid/core';
import { bar } from './bar.ts';
import { formatCount, formatQuantity, formatShare } from './format-number.ts';
import type { GridNames } from './grid-names.ts';
import { html, type Html } from './html.ts';
import { scrollRegion } from './scroll-region.ts';
import { name, type Section } from './section.ts';
import type { TupleCoverage } from '@covergrid/enumerator';

/** How many combinations of two, three, ... dimensions occur in kept scenarios, and which do not. */
export function tuplesSection(tuples: readonly TupleCoverage[], names: GridNames): Section {
  const ordered = tuples.toSorted((a, b) => a.strength - b.strength);
  const table = html`<table class="tuples">
    <caption>
      Combinations that occur in at least one kept scenario
    </caption>
    <thead>
      <tr>
        <th scope="col">Dimensions together</th>
        <th scope="col" class="number">Covered</th>
        <th scope="col" class="number">Of</th>
        <th scope="col">Share covered</th>
      </tr>
    </thead>
    <tbody>
      ${ordered.map(tupleRow)}
    </tbody>
  </table>`;
  const body =
    ordered.length === 0
      ? html`<p>No t-way coverage was counted for this report.</p>`
      : html`<p>
            Many faults show only when certain values meet. Domain, behavior and the axes are all dimensions
            here; a combination is covered when at least one kept scenario has it. One that is not covered is
            no oversight: every scenario that has it is excluded by the rules above.
          </p>
          ${scrollRegion('Combinations covered, by strength', table)}
          ${ordered.map((tuple) => missingList(tuple, names))}`;
  return { id: 'combinations', title: 'Combinations', body };
}

function tupleRow({ strength, combinations, covered }: TupleCoverage): Html {
  return html`<tr>
    <th scope="row">${strengthWord(strength)}</th>
    <td class="number strong">${formatCount(covered)}</td>
    <td class="number">${formatCount(combinations)}</td>
    <td class="share-cell">
      ${bar([{ className: 'kept', count: covered }], combinations)}<span class="share"
        >${formatShare(covered, combinations)}</span
      >
    </td>
  </tr> `;
}

function strengthWord(strength: number): string {
  if (strength === 1) return 'Single values';
  if (strength === 2) return 'Pairs (2-way)';
  return strength === 3 ? 'Triples (3-way)' : `${strength}-way`;
}

function missingList(
  { strength, combinations, covered, missing }: TupleCoverage,
  names: GridNames,
): Html | undefined {
  const count = combinations - covered;
  if (count === 0) return undefined;
  const shown = missing.length < count ? ` (the first ${missing.length} are listed)` : '';
  return html`<details>
    <summary>
      ${strengthWord(strength)}: ${formatQuantity(count, 'combination')} excluded by rules${shown}
    </summary>
    <ul class="missing">
      ${missing.map((combination) => html`<li>${combinationWords(combination, names)}</li> `)}
    </ul>
  </details> `;
}

function combinationWords(combination: Record<string, string>, names: GridNames): Html[] {
  const dimensions = ['domain', 'behavior', ...names.axes.map((axis) => axis.id)];
  const place = (dimension: string): number =>
    (dimensions.indexOf(dimension) + dimensions.length + 1) % (dimensions.length + 1);
  return Object.entries(combination)
    .toSorted(([a], [b]) => place(a) - place(b) || compareIds(a, b))
    .map(
      ([dimension, id], index) =>
        html`${index > 0 && html` <span class="plus">+</span> `}<span class="pair"
            ><span class="muted">${name(names.dimension(dimension))}</span>
            ${name(names.value(dimension, id))}</span
          >`,
    );
}
