import { InvalidArgumentError } from 'commander';

const FACTORS: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

const MOST = 1024 * 2 ** 40;

/**
 * Reads a size in bytes, from 1 to 1024T: `1048576`, `512M`, `1.5G`, `2GiB`. Units are powers of 1024, in either case.
 */
export function parseSize(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([KMGT]?)(?:i?B)?$/i.exec(text) ?? [];
  const bytes = Math.floor(Number(digits) * (FACTORS[unit.toUpperCase()] ?? 1));
  if (digits === '' || bytes < 1 || bytes > MOST) {
    throw new InvalidArgumentError('It must be a size from 1 byte to 1024T, such as 512M or 2G.');
  }
  return bytes;
}
