import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadLibrary } from '../test/library.ts';
import { pointsOf } from '../test/library-points.ts';
import { buildCase, factsIn, type Case } from './build-case.ts';
import { compileVertical } from './vertical.ts';

const sources = await loadLibrary();
const vertical = compileVertical(sources);
const points = pointsOf(sources);
const aPoint = fc.constantFrom(...points);
const options = fc.record({ seed: fc.integer(), variant: fc.nat(20) });

/** What of a case goes into files. */
function written({
  world,
  session,
  facts,
  finalOutcome,
  actions,
  finalState,
  constraints,
  index,
}: Case): unknown {
  return { world, session, facts, finalOutcome, actions, finalState, constraints, index };
}

test('a case depends on seed, scenario and variant alone', () => {
  fc.assert(
    fc.property(aPoint, aPoint, options, (point, other, of) => {
      const first = written(buildCase(vertical, point, of));
      buildCase(vertical, other, of);
      const fresh = compileVertical(sources);
      expect(written(buildCase(fresh, point, of))).toEqual(first);
    }),
    { numRuns: 30 },
  );
});

test('what never comes about moves nothing: a new step, a new fact, a new name', () => {
  const [playbook] = sources.playbooks;
  if (playbook === undefined) throw new Error('The library has a playbook.');
  const value = structuredClone(playbook.value);
  value.world.unshift({ name: 'lucky', value: { $integer: [1, 6] } });
  value.world.push({ name: 'third', make: 'book', when: { circumstance: 'never' } });
  value.facts = { luck: '$lucky', ...value.facts };
  const changed = compileVertical({ ...sources, playbooks: [{ ...playbook, value }] });
  fc.assert(
    fc.property(aPoint, options, (point, of) => {
      expect(buildCase(changed, point, of).world).toEqual(buildCase(vertical, point, of).world);
    }),
    { numRuns: 50 },
  );
});

test('the facts can be read again off a copy of the world', () => {
  fc.assert(
    fc.property(aPoint, options, (point, of) => {
      const built = buildCase(vertical, point, of);
      expect(factsIn(built, JSON.parse(JSON.stringify(built.world)))).toEqual(built.facts);
    }),
    { numRuns: 50 },
  );
});

test('a cell has an index for each of its scenarios, and its variants follow', () => {
  const cell = points.filter(({ behavior }) => behavior === 'plain');
  const indexes = [0, 1].flatMap((variant) =>
    cell.map((point) => buildCase(vertical, point, { seed: 1, variant }).index),
  );
  expect(indexes.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, index) => index));
});
