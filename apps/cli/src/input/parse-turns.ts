import { InvalidArgumentError } from 'commander';

/** Reads a number of turns, from 1 to 1,000, such as `3.5`. */
export function parseTurns(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value < 1 || value > 1000) {
    throw new InvalidArgumentError('It must be a number from 1 to 1,000, such as 3.5.');
  }
  return value;
}
