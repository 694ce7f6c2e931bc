import type { Bounds, QualityBar } from './quality-bars.ts';

/** A figure as people read it: shares in percent, large numbers whole, others with two decimals at the most. */
export function figureText(unit: QualityBar['unit'], value: number): string {
  return unit === 'share'
    ? `${(100 * value).toFixed(1)} %`
    : String(Number(value.toFixed(Math.abs(value) < 20 ? 2 : 0)));
}

/** Bounds as people read them: `≥ 0.43`, `6 to 14`. */
export function boundsText(unit: QualityBar['unit'], { least, most }: Bounds): string {
  if (least !== undefined && most !== undefined) {
    return least === most
      ? figureText(unit, least)
      : `${figureText(unit, least)} to ${figureText(unit, most)}`;
  }
  return least === undefined ? `≤ ${figureText(unit, most ?? 0)}` : `≥ ${figureText(unit, least)}`;
}
