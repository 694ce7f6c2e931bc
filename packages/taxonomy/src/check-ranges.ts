import { quoted } from '@covergrid/core';
import type { ConfigPath, FindingList } from '@covergrid/core/config';
import {
  compareLower,
  compareUpper,
  intervalOf,
  isEmptyInterval,
  seam,
  wordsOfInterval,
  type Interval,
} from './interval.ts';
import type { Axis, Bin, NumericRange } from './taxonomy-schema.ts';

interface RangedBin {
  readonly bin: Bin;
  readonly path: ConfigPath;
  readonly interval: Interval;
}

/** Either no bin of an axis has a range, or all have one and they cover one stretch of the line exactly once. */
export function checkRanges(axis: Axis, path: ConfigPath, findings: FindingList): void {
  if (axis.bins.every(({ range }) => range === undefined)) return;
  const complain = (at: ConfigPath, message: string): void =>
    findings.add('CONFIG_BAD_RANGE', at, 'value', () => `Axis ${quoted(axis.id)}: ${message}`);
  const ranged: RangedBin[] = [];
  for (const [index, bin] of axis.bins.entries()) {
    const at = [...path, 'bins', index];
    if (bin.range === undefined) complain(at, `bin ${quoted(bin.id)} has no range, others have.`);
    else {
      const fault = rangeFault(bin.range);
      if (fault === undefined) ranged.push({ bin, path: [...at, 'range'], interval: intervalOf(bin.range) });
      else complain([...at, 'range'], `the range of bin ${quoted(bin.id)} ${fault}.`);
    }
  }
  // With a bin missing, every gap around it would be a consequence.
  if (ranged.length === axis.bins.length) checkSeams(ranged, complain);
}

function rangeFault(range: NumericRange): string | undefined {
  if (range.min !== undefined && range.above !== undefined) return 'has both min and above';
  if (range.max !== undefined && range.below !== undefined) return 'has both max and below';
  return isEmptyInterval(intervalOf(range)) ? 'holds no number' : undefined;
}

function checkSeams(ranged: RangedBin[], complain: (at: ConfigPath, message: string) => void): void {
  const [first, ...rest] = ranged.toSorted((a, b) => compareLower(a.interval, b.interval));
  if (first === undefined) return;
  let furthest = first;
  for (const next of rest) {
    const { gap, overlap } = seam(furthest.interval, next.interval);
    const bins = `bins ${quoted(furthest.bin.id)} and ${quoted(next.bin.id)}`;
    if (gap !== undefined) complain(next.path, `${bins} leave a gap: ${wordsOfInterval(gap)}.`);
    if (overlap !== undefined) complain(next.path, `${bins} overlap: ${wordsOfInterval(overlap)}.`);
    if (compareUpper(next.interval, furthest.interval) > 0) furthest = next;
  }
}
