import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysBetween, hoursBetween, isInstant, plusHours } from './instant.ts';

const ms = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const seconds = ms.map((date) => Math.floor(date.getTime() / 1000));

/** What Date makes of it; our own code does not use Date. */
function textOf(second: number): string {
  return new Date(second * 1000).toISOString().replace('.000Z', 'Z');
}

test('hours are added as Date does', () => {
  fc.assert(
    fc.property(seconds, fc.integer({ min: -20_000_000, max: 20_000_000 }), (second, hours) => {
      const text = textOf(second + hours * 3600);
      expect(plusHours(textOf(second), hours)).toBe(/^\d{4}-/.test(text) ? text : null);
    }),
    { numRuns: 2000 },
  );
});

test('days are midnights between, hours are whole', () => {
  fc.assert(
    fc.property(seconds, seconds, (from, to) => {
      const midnight = (second: number): number => Date.parse(textOf(second).slice(0, 10));
      expect(daysBetween(textOf(from), textOf(to))).toBe((midnight(to) - midnight(from)) / 86_400_000);
      expect(hoursBetween(textOf(from), textOf(to))).toBe(Math.floor((to - from) / 3600));
    }),
    { numRuns: 2000 },
  );
});

test('an instant is what Date reads and writes again', () => {
  const digit = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
  const text = fc
    .tuple(
      fc.constantFrom('1900', '2000', '2023', '2024'),
      digit(13),
      digit(32),
      digit(25),
      digit(61),
      digit(61),
    )
    .map(
      ([year, month, day, hour, minute, second]) => `${year}-${month}-${day}T${hour}:${minute}:${second}Z`,
    );
  fc.assert(
    fc.property(text, (candidate) => {
      const date = new Date(candidate);
      const exists = !Number.isNaN(date.getTime()) && date.toISOString().replace('.000Z', 'Z') === candidate;
      expect(isInstant(candidate)).toBe(exists);
    }),
    { numRuns: 5000 },
  );
  expect(
    [
      null,
      5,
      '2026-05-04',
      '2026-05-04T09:00:00',
      '2026-05-04T09:00:00.000Z',
      '+002026-05-04T09:00:00Z',
    ].filter(isInstant),
  ).toEqual([]);
});
