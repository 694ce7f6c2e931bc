import { InvalidArgumentError } from 'commander';

/** Reads a number above 0, such as `3.5`. */
export function parsePositiveNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('It must be a number above 0, such as 3.5.');
  }
  return value;
}
