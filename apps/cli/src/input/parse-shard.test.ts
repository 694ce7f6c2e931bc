import { expect, test } from 'vitest';
import { parseShard } from './parse-shard.ts';

test.each([
  ['1/1', { index: 1, of: 1 }],
  ['3/4', { index: 3, of: 4 }],
  ['04/10', { index: 4, of: 10 }],
  ['1/100000', { index: 1, of: 100_000 }],
])('%s', (text, shard) => {
  expect(parseShard(text)).toEqual(shard);
});

test.each(['0/4', '5/4', 'x', '', '1', '1/', '/2', '1/0', '-1/4', '1.5/4', '1/4/2', '1/100001'])(
  '%j is none',
  (text) => {
    expect(() => parseShard(text)).toThrow('It must be k/n with k from 1 to n and n at most 100,000');
  },
);
