import { expect, test } from 'vitest';
import { compareRecords, nextVersion, versionStep, type VersionStep } from './next-version.ts';
import type { RecordHashes } from './record-hashes.ts';

const records = (entries: Readonly<Record<string, string>>): Map<string, RecordHashes> =>
  new Map(Object.entries(entries).map(([id, hash]) => [id, { meaning: hash[0]!, whole: hash }]));

test.each<[string, Record<string, string>, Record<string, string>, VersionStep]>([
  ['nothing', { a: 'mw' }, { a: 'mw' }, 'none'],
  ['words', { a: 'mw' }, { a: 'mx' }, 'patch'],
  ['one more', { a: 'mw' }, { a: 'mw', b: 'mw' }, 'minor'],
  ['one more, and words', { a: 'mw' }, { a: 'mx', b: 'mw' }, 'minor'],
  ['meaning', { a: 'mw' }, { a: 'nw' }, 'major'],
  ['one less', { a: 'mw', b: 'mw' }, { a: 'mw' }, 'major'],
  ['one less and one more', { a: 'mw' }, { b: 'mw' }, 'major'],
])('%s: %j, %j', (_what, before, after, step) => {
  expect(versionStep(compareRecords(records(before), records(after)))).toBe(step);
});

test('ids are sorted, and each is in one list', () => {
  const difference = compareRecords(
    records({ d: 'mw', b: 'mw', c: 'mw' }),
    records({ e: 'mw', b: 'nw', c: 'mx', a: 'mw' }),
  );
  expect(difference).toEqual({ added: ['a', 'e'], removed: ['d'], changed: ['b'], reworded: ['c'] });
});

test.each<[string | undefined, VersionStep, string]>([
  [undefined, 'major', '1.0.0'],
  ['1.2.3', 'none', '1.2.3'],
  ['1.2.3', 'patch', '1.2.4'],
  ['1.2.3', 'minor', '1.3.0'],
  ['1.2.3', 'major', '2.0.0'],
])('%s, %s: %s', (before, step, after) => {
  expect(nextVersion(before, step)).toBe(after);
});
