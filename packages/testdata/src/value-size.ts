import { CovergridError } from '@covergrid/core';
import { wordsOfPath, type ConfigPath } from '@covergrid/core/config';
import type { Json } from './json.ts';

/** Most characters of a text that a formula puts together. */
export const MOST_CHARACTERS = 100_000;
/** Most elements of a list that a formula goes through or joins. */
export const MOST_ELEMENTS = 10_000;
/** Most values within a value that has a name: a fact, a field of a record. */
const MOST_VALUES = 10_000;

/**
 * A value as it is, unless it holds more than 10,000 values, each counted wherever it stands: formulas that refer to
 * each other may double a value with every step, and what is small in memory then takes for ever to write.
 *
 * @param path leads to its formula, by ids
 * @throws FORMULA_TOO_LARGE
 */
export function requireSmall(value: Json, path: ConfigPath): Json {
  if (typeof value !== 'object' || value === null) return value;
  let left = MOST_VALUES;
  const fits = (part: Json): boolean => {
    left -= 1;
    if (left < 0) return false;
    return typeof part !== 'object' || part === null || Object.values(part).every(fits);
  };
  if (!fits(value)) throw tooLarge(path);
  return value;
}

/** The error of a value that grew too large; `path` leads to its formula, by ids. */
export function tooLarge(path: ConfigPath, what = 'The value'): CovergridError {
  return new CovergridError(
    'FORMULA_TOO_LARGE',
    `${what} of ${wordsOfPath(path)} grows without need or end.`,
    {
      data: { path: path.map(String) },
    },
  );
}
