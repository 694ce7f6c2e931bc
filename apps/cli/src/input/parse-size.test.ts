import { expect, test } from 'vitest';
import { parseSize } from './parse-size.ts';

test.each([
  ['1048576', 1_048_576],
  ['512M', 536_870_912],
  ['2g', 2_147_483_648],
  ['1.5G', 1_610_612_736],
  ['64KiB', 65_536],
  ['3 MB', 3_145_728],
  ['7B', 7],
  ['1024T', 2 ** 50],
])('%s', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each(['', '0', 'M', '-1M', '1X', '1MM', '0.1', '1e3', '1024.1T', 'Infinity'])('%j is none', (text) => {
  expect(() => parseSize(text)).toThrow('It must be a size from 1 byte to 1024T');
});
