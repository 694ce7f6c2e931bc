import { formatCount } from '@covergrid/core';
import { InvalidArgumentError } from 'commander';

const MOST = formatCount(Number.MAX_SAFE_INTEGER);

/** Reads a whole number that a double holds exactly; a sign is allowed. */
export function parseInteger(text: string): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError(`It must be a whole number from -${MOST} to ${MOST}, such as 1.`);
  }
  // -0 would be another seed than 0 in some places and the same in others.
  return value === 0 ? 0 : value;
}
