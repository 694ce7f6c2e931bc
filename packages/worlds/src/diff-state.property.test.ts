import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffState } from './diff-state.ts';
import type { StateDiff } from './records-schema.ts';

const record = fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), fc.option(fc.nat(2)), {
  noNullPrototype: true,
});
const records = fc.dictionary(fc.constantFrom('k1', 'k2', 'k3'), record, { noNullPrototype: true });
const state = fc.record({ now: fc.constant('2026-01-01T00:00:00Z'), books: records, loans: records });

type State = Record<string, Record<string, Record<string, unknown>>>;

/** Applies a difference in the plainest way; shares no code with what made it. */
function patched(before: unknown, diff: StateDiff, side: 'before' | 'after'): unknown {
  const copy = JSON.parse(JSON.stringify(before)) as State;
  for (const { collection, key, ...sides } of diff) {
    const fields = sides[side];
    const target = copy[collection]?.[key];
    if (fields === null) delete copy[collection]?.[key];
    else if (target === undefined) (copy[collection] ??= {})[key] = { ...fields };
    else
      for (const [name, value] of Object.entries(fields))
        Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

/** A field that is null and one that is not there are the same. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, each: unknown) => each ?? undefined));
}

test('a difference leads from the one state to the other and back', () => {
  fc.assert(
    fc.property(state, state, (before, after) => {
      const diff = diffState(before, after);
      expect(plain(patched(before, diff, 'after'))).toEqual(plain(after));
      expect(plain(patched(after, diff, 'before'))).toEqual(plain(before));
    }),
  );
});

test('equal states do not differ, and what differs is sorted', () => {
  fc.assert(
    fc.property(state, state, (before, after) => {
      expect(diffState(before, JSON.parse(JSON.stringify(before)))).toEqual([]);
      const keys = diffState(before, after).map(({ collection, key }) => `${collection} ${key}`);
      expect(keys).toEqual(keys.toSorted());
    }),
  );
});
