/** One shade of the heatmap: background, and the text colour that has a contrast of at least 4.5 on it. */
export type HeatShade = readonly [background: string, text: string];

const INK = '#0d1a20';
const NIGHT = '#081114';

/** Shades by kept share in tenths, lowest first: equal steps of lightness (OKLCH), one hue. */
export const HEAT_LIGHT: readonly HeatShade[] = [
  ['#ebf6f7', INK],
  ['#cde2e5', INK],
  ['#afced3', INK],
  ['#93bac1', INK],
  ['#77a6b0', INK],
  ['#5c939f', INK],
  ['#427f8d', '#ffffff'],
  ['#286c7c', '#ffffff'],
  ['#09586a', '#ffffff'],
  ['#004558', '#ffffff'],
];

/** The same for a dark page, where more is brighter. */
export const HEAT_DARK: readonly HeatShade[] = [
  ['#1c292b', '#f2f7f8'],
  ['#223c3e', '#f2f7f8'],
  ['#284f52', '#f2f7f8'],
  ['#2e6466', '#f2f7f8'],
  ['#36787b', '#f2f7f8'],
  ['#3f8e8f', NIGHT],
  ['#4ba4a3', NIGHT],
  ['#5ab9b7', NIGHT],
  ['#6ccfcb', NIGHT],
  ['#81e5df', NIGHT],
];

/** The class of a cell: `empty` where nothing is kept, `none` where nothing was there, else `heat-1` to `heat-10`. */
export function heatClass(kept: number, raw: number): string {
  if (raw === 0) return 'none';
  if (kept === 0) return 'empty';
  return `heat-${Math.ceil((kept / raw) * 10)}`;
}
