import { formatCount } from '@covergrid/core';
import { InvalidArgumentError } from 'commander';

/** Share `index` of `of` equal ones; `index` counts from 1. */
export interface ShardNumber {
  readonly index: number;
  readonly of: number;
}

const MOST = 100_000;

/** Reads `k/n` with 1 ≤ k ≤ n ≤ 100,000. */
export function parseShard(text: string): ShardNumber {
  const [, first = '', second = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const [index, of] = [Number(first), Number(second)];
  if (first === '' || index < 1 || index > of || of > MOST) {
    throw new InvalidArgumentError(
      `It must be k/n with k from 1 to n and n at most ${formatCount(MOST)}, such as 1/4.`,
    );
  }
  return { index, of };
}
