import type { JudgedFigure } from '@covergrid/datasets';
import { html, type Html } from '../html.ts';

const [WIDTH, HEIGHT, MARK] = [1000, 24, 10];

/**
 * A figure on its scale as inline SVG: where it fails, where its target is, where people are, and where it is. It
 * carries no text: the numbers stand beside it, so readers of the screen skip it.
 */
export function rangePicture({ value, target, floor, people }: JudgedFigure): Html {
  const known = [target.least, target.most, floor.least, floor.most, ...(people ?? []), value].filter(
    (number) => number !== undefined && Number.isFinite(number),
  ) as number[];
  const low = Math.min(0, ...known);
  const room = Math.max(...known) - low;
  const high = room === 0 ? low + 1 : low + room * 1.15;
  const x = (number: number): number => Math.round(((number - low) / (high - low)) * WIDTH);
  const band = (className: string, from: number, to: number, y: number, height: number): Html =>
    html`<rect
      class="${className}"
      x="${x(from)}"
      y="${y}"
      width="${Math.max(x(to) - x(from), 4)}"
      height="${height}"
    />`;
  return html`<svg
    class="range"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="track" y="4" width="${WIDTH}" height="16" />
    ${floor.least !== undefined && floor.least > low && band('range-fail', low, floor.least, 4, 16)}
    ${floor.most !== undefined && band('range-fail', floor.most, high, 4, 16)}
    ${band('range-target', target.least ?? low, target.most ?? high, 4, 10)}
    ${people !== undefined && band('range-people', ...people, 15, 5)}
    ${value !== undefined && Number.isFinite(value) && html`<rect class="range-value" x="${Math.min(x(value), WIDTH - MARK)}" width="${MARK}" height="${HEIGHT}" />`}
  </svg>`;
}
