import { expect, it } from 'vitest';
import { canonicalHash, sha256 } from './canonical-hash.ts';
import { formatCount } from './format-count.ts';

it('hashes content, not the order of keys', () => {
  expect(canonicalHash({ b: [1, 2], a: 'x' })).toBe(canonicalHash({ a: 'x', b: [1, 2] }));
  expect(canonicalHash({ a: 'x', b: [1, 2] })).toBe(sha256('{"a":"x","b":[1,2]}'));
  expect(canonicalHash({ b: [2, 1], a: 'x' })).not.toBe(canonicalHash({ a: 'x', b: [1, 2] }));
});

it('groups digits in every locale alike', () => {
  expect([0, 999, 1000, 1_152_216_576].map(formatCount)).toEqual(['0', '999', '1,000', '1,152,216,576']);
});
