import { html, type Html } from './html.ts';

/** One part of a bar: its class and how much it stands for. */
export interface BarPart {
  className: string;
  count: number;
}

const WIDTH = 1000;

/**
 * A bar as inline SVG, its parts side by side in proportion to `whole`. It carries no text: the figures stand beside
 * it, so readers of the screen skip it. Widths are attributes of the drawing, as the page allows no inline style.
 */
export function bar(parts: readonly BarPart[], whole: number, className = 'bar'): Html {
  let start = 0;
  const drawn = parts.map(({ className: partClass, count }) => {
    const width = whole === 0 ? 0 : (count / whole) * WIDTH;
    const part = html`<rect class="${partClass}" x="${tidy(start)}" width="${tidy(width)}" height="10" />`;
    start += width;
    return part;
  });
  return html`<svg
    class="${className}"
    viewBox="0 0 ${WIDTH} 10"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="track" width="${WIDTH}" height="10" />
    ${drawn}
  </svg>`;
}

function tidy(value: number): number {
  return Math.round(value * 100) / 100;
}
