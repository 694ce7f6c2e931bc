import {
  boundsText,
  FEWEST_TURNS_TO_JUDGE,
  figureText,
  type DatasetStats,
  type JudgedFigure,
} from '@covergrid/datasets';
import { formatCount, formatQuantity } from '../format-number.ts';
import { html, type Html } from '../html.ts';
import { scrollRegion } from '../scroll-region.ts';
import type { Section } from '../section.ts';
import { rangePicture } from './range-picture.ts';

const VERDICT_WORDS = { met: 'met', short: 'short of it', failed: 'failed', unjudged: 'not judged' };

/** What customers say, measured, beside published human dialogue. */
export function wordsSection({ bars, figures }: DatasetStats): Section {
  const isJudged = figures.turns >= FEWEST_TURNS_TO_JUDGE;
  const table = html`<table class="words">
    <caption>
      Figures of customer text
    </caption>
    <thead>
      <tr>
        <th scope="col">Figure</th>
        <th scope="col" class="number">Here</th>
        <th scope="col">On its scale</th>
        <th scope="col" class="number">Target</th>
        <th scope="col" class="number">Fails</th>
        <th scope="col" class="number">People</th>
        ${isJudged && html`<th scope="col">Verdict</th>`}
      </tr>
    </thead>
    <tbody>
      ${bars.map((bar) => wordsRow(bar, isJudged))}
    </tbody>
  </table>`;
  const body = html`${isJudged ? verdictLine(bars) : tooFew(figures.turns)}
    <p>
      Measured on ${formatQuantity(figures.turns, 'customer turn')} of variant 0, as other variants say the
      same with other facts. People: published dialogues of Twitter care, STAR, SGD, MultiDoGO and tau2-bench.
    </p>
    <p class="scale">
      ${(['here', 'target', 'people', 'fails'] as const).map(
        (what) => html`<span class="part"><span class="key key-${what}"></span> ${what}</span> `,
      )}
    </p>
    ${scrollRegion('Figures of customer text', table)}`;
  return { id: 'words', title: 'Words', body };
}

function verdictLine(bars: readonly JudgedFigure[]): Html {
  const of = (verdict: JudgedFigure['verdict']): number =>
    bars.filter((bar) => bar.verdict === verdict).length;
  const [met, failed] = [of('met'), of('failed')];
  return html`<p class="${failed > 0 ? 'warning' : 'good'}">
    ${formatCount(met)} of ${formatQuantity(bars.length, 'figure')} ${met === 1 ? 'meets its' : 'meet their'}
    target; ${failed === 0 ? 'none fails' : formatQuantity(failed, 'fails', 'fail')}.
  </p>`;
}

function tooFew(turns: number): Html {
  return html`<p class="callout">
    These bars are for sets of at least ${formatCount(FEWEST_TURNS_TO_JUDGE)} customer turns of variant 0.
    This set has ${formatCount(turns)}: its figures are shown, and none is judged.
  </p>`;
}

function wordsRow(bar: JudgedFigure, isJudged: boolean): Html {
  const { title, unit, value, target, floor, people, verdict } = bar;
  const isKnown = value !== undefined && Number.isFinite(value);
  return html`<tr>
    <th scope="row">${title}</th>
    <td class="number strong">${isKnown ? figureText(unit, value) : '–'}</td>
    <td class="range-cell">${rangePicture(bar)}</td>
    <td class="number">${boundsText(unit, target)}</td>
    <td class="number">${failText(bar, floor)}</td>
    <td class="number">
      ${people === undefined ? '–' : boundsText(unit, { least: people[0], most: people[1] })}
    </td>
    ${isJudged && html`<td class="verdict-${verdict}">${VERDICT_WORDS[verdict]}</td>`}
  </tr> `;
}

/** Outside of which bounds a figure fails; a least share that reads as zero means: where there is none at all. */
function failText({ unit }: JudgedFigure, { least, most }: JudgedFigure['floor']): string {
  const isAny = least !== undefined && least > 0 && least < 0.001;
  const parts = [
    least !== undefined && (isAny ? 'at 0 %' : `< ${figureText(unit, least)}`),
    most !== undefined && `> ${figureText(unit, most)}`,
  ];
  return parts.filter(Boolean).join(', ');
}
