import { InvalidArgumentError } from 'commander';

const LARGEST = 256;

/** Reads a number of threads, from 1 to 256. */
export function parseConcurrency(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > LARGEST) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${LARGEST}.`);
  }
  return value;
}
