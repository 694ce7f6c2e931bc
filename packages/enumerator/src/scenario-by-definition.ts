import { createHash } from 'node:crypto';
import type { Point, PointFate } from '@covergrid/rules';

/** The line of a listing, spelt out plainly: shares no code with what writes listings, so that it can prove them. */
export function lineByDefinition(vertical: string, { point, excludedBy }: PointFate): string {
  const { domain, behavior, ...axes } = point;
  const status = excludedBy === undefined ? { status: 'kept' } : { status: 'excluded', rule: excludedBy };
  return JSON.stringify({ scenario_id: idByDefinition(vertical, point), domain, behavior, axes, ...status });
}

function idByDefinition(vertical: string, point: Point): string {
  let [a, b, c] = [0, 0, 0];
  for (const [dimension, value] of Object.entries(point)) {
    const token = createHash('sha256')
      .update(JSON.stringify(['scenario', vertical, dimension, value]))
      .digest();
    a = (a + token.readUInt32BE(0)) % 2 ** 32;
    b = (b + token.readUInt32BE(4)) % 2 ** 32;
    c = (c + token.readUInt32BE(8)) % 2 ** 32;
  }
  b = (b ^ murmurFinalizer(a)) >>> 0;
  c = (c ^ murmurFinalizer(b)) >>> 0;
  a = (a ^ murmurFinalizer(c)) >>> 0;
  return `scn_${[a, b, c].map((word) => word.toString(16).padStart(8, '0')).join('')}`;
}

function murmurFinalizer(word: number): number {
  let h = BigInt(word);
  const cut = (value: bigint): bigint => value & 0xffffffffn;
  h = cut((h ^ (h >> 16n)) * 0x85ebca6bn);
  h = cut((h ^ (h >> 13n)) * 0xc2b2ae35n);
  return Number(h ^ (h >> 16n));
}
