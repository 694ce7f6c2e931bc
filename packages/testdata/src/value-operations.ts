import { binary, formulaList, unary, variadic, type Operation } from './argument-list.ts';
import { combine } from './compiled.ts';
import { daysBetween, hoursBetween, isInstant, plusHours } from './instant.ts';
import { equalJson, isJsonList, isJsonObject, member, type Json } from './json.ts';
import { MOST_CHARACTERS, MOST_ELEMENTS, tooLarge } from './value-size.ts';

/** Operations that compute one value from others; where a value has the wrong kind, the result is null. */
export const VALUE_OPERATIONS: Readonly<Record<string, Operation>> = {
  $add: variadic(1, (values) => reduceNumbers(values, (sum, value) => sum + value)),
  $subtract: variadic(2, (values) => reduceNumbers(values, (rest, value) => rest - value)),
  $multiply: variadic(1, (values) => reduceNumbers(values, (product, value) => product * value)),
  $divide: binary((dividend, divisor) =>
    typeof dividend === 'number' && typeof divisor === 'number' && divisor !== 0
      ? roundHalfAway(dividend / divisor)
      : null,
  ),
  $percent: binary((amount, percent) =>
    typeof amount === 'number' && typeof percent === 'number'
      ? roundHalfAway((amount * percent) / 100)
      : null,
  ),
  $min: variadic(1, (values) => extreme(values, (value, best) => value < best)),
  $max: variadic(1, (values) => extreme(values, (value, best) => value > best)),
  $concat: (argument, path, reader) =>
    variadic(1, (values) => {
      let text = '';
      for (const value of values) {
        if (value === null || typeof value === 'object') return null;
        text += String(value);
        if (text.length > MOST_CHARACTERS) throw tooLarge(reader.named(path), 'The text');
      }
      return text;
    })(argument, path, reader),
  $lower: unary((value) => (typeof value === 'string' ? value.toLowerCase() : null)),
  $slug: unary((value) => (typeof value === 'string' ? slug(value) : null)),
  $date: unary((value) => (isInstant(value) ? value.slice(0, 10) : null)),
  $days_between: binary((from, to) =>
    typeof from === 'string' && typeof to === 'string' ? daysBetween(from, to) : null,
  ),
  $hours_between: binary((from, to) =>
    typeof from === 'string' && typeof to === 'string' ? hoursBetween(from, to) : null,
  ),
  $plus_days: binary((from, days) =>
    typeof from === 'string' && typeof days === 'number' ? plusHours(from, days * 24) : null,
  ),
  $plus_hours: binary((from, hours) =>
    typeof from === 'string' && typeof hours === 'number' ? plusHours(from, hours) : null,
  ),
  $get: (argument, path, reader) => {
    const parts = formulaList(argument, path, reader, 2, Number.POSITIVE_INFINITY);
    const [start, ...keys] = parts ?? [];
    if (start === undefined)
      return reader.refuse(path, 'must be a list: a value, and keys or positions in it');
    return combine([start, ...keys], (scope) => {
      let value = start.run(scope);
      for (const { run } of keys) {
        const key = run(scope);
        value = typeof key === 'string' || typeof key === 'number' ? member(value, key) : null;
      }
      return value;
    });
  },
  $count: unary((value) =>
    isJsonList(value) ? value.length : isJsonObject(value) ? Object.keys(value).length : 0,
  ),
  $values: unary((value) => (isJsonObject(value) ? Object.values(value) : [])),
  $keys: unary((value) => (isJsonObject(value) ? Object.keys(value) : [])),
  $merge: variadic(1, (values) =>
    values.filter(isJsonObject).reduce((merged, value) => ({ ...merged, ...value }), {}),
  ),
  $index: binary((list, value) => {
    const index = isJsonList(list) ? list.findIndex((item) => equalJson(item, value)) : -1;
    return index < 0 ? null : index;
  }),
  $join: (argument, path, reader) =>
    variadic(1, (values) => {
      const joined = values.flatMap((value) => (isJsonList(value) ? value : []));
      if (joined.length > MOST_ELEMENTS) throw tooLarge(reader.named(path), 'The list');
      return joined;
    })(argument, path, reader),
  $sum: binary((list, field) =>
    isJsonList(list) && typeof field === 'string'
      ? list.reduce<number>((sum, item) => sum + numberOr0(member(item, field)), 0)
      : null,
  ),
};

/** To the nearest integer, halves away from zero; what binary fractions lose below 10^-9 is given back. */
function roundHalfAway(value: number): number {
  const rounded = Math.floor(Math.abs(value) + 0.5 + 1e-9);
  // Not -0: its text is "0", and Object.is tells them apart.
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

function reduceNumbers(values: readonly Json[], step: (total: number, value: number) => number): Json {
  const [first, ...rest] = values;
  if (typeof first !== 'number') return null;
  let total = first;
  for (const value of rest) {
    if (typeof value !== 'number') return null;
    total = step(total, value);
  }
  return total;
}

/** The smallest or largest of numbers, or of texts such as instants; null where kinds are mixed. */
function extreme(
  values: readonly Json[],
  isBetter: (value: number | string, best: number | string) => boolean,
): Json {
  const [first = null] = values;
  if (typeof first !== 'number' && typeof first !== 'string') return null;
  let best = first;
  for (const value of values) {
    if ((typeof value !== 'number' && typeof value !== 'string') || typeof value !== typeof first)
      return null;
    if (isBetter(value, best)) best = value;
  }
  return best;
}

function numberOr0(value: Json): number {
  return typeof value === 'number' ? value : 0;
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
