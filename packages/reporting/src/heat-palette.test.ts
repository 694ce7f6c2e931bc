import { expect, test } from 'vitest';
import { HEAT_DARK, HEAT_LIGHT, heatClass } from './heat-palette.ts';

test.each([...HEAT_LIGHT, ...HEAT_DARK])(
  'text on %s in %s has a contrast of at least 4.5',
  (background, text) => {
    const [low = 0, high = 0] = [luminance(background), luminance(text)].toSorted((a, b) => a - b);
    expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(4.5);
  },
);

test('shades go by tenths; empty and absent stand apart', () => {
  expect([heatClass(0, 0), heatClass(0, 9), heatClass(1, 1000), heatClass(5, 10), heatClass(10, 10)]).toEqual(
    ['none', 'empty', 'heat-1', 'heat-5', 'heat-10'],
  );
});

/** Relative luminance, WCAG 2.2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
