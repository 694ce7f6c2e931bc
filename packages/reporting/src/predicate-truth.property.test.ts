import type { Predicate } from '@covergrid/taxonomy';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predicateTruth } from './predicate-truth.ts';

const bin = fc.constantFrom('x', 'y', 'z');
const bins = fc.oneof(bin, fc.uniqueArray(bin, { minLength: 1 }));
const selector = fc.oneof(bins, fc.record({ not: bins }));
const predicate = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 3 },
    fc.dictionary(fc.constantFrom('a', 'b'), selector),
    fc.record({ not: tie('predicate') }),
    fc.record({ all: fc.array(tie('predicate'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('predicate'), { minLength: 1, maxLength: 3 }) }),
  ),
})).predicate;

test('always and never are true of every scenario with the bin', () => {
  fc.assert(
    fc.property(predicate, bin, (condition, a) => {
      const found = ['x', 'y', 'z'].map((b) => holds(condition, { a, b }));
      const truth = predicateTruth(condition, 'a', a);
      if (truth === 'always') expect(found).not.toContain(false);
      if (truth === 'never') expect(found).not.toContain(true);
    }),
    { numRuns: 500 },
  );
});

test('a condition on the dimension alone is never undecided', () => {
  expect(predicateTruth({ a: ['x', 'y'] }, 'a', 'x')).toBe('always');
  expect(predicateTruth({ a: { not: 'x' } }, 'a', 'x')).toBe('never');
  expect(predicateTruth({ a: 'x', b: 'y' }, 'a', 'x')).toBe('perhaps');
  expect(predicateTruth({ not: { any: [{ a: 'x' }, { b: 'y' }] } }, 'a', 'x')).toBe('never');
});

function holds(condition: Predicate, scenario: Record<string, string>): boolean {
  return Object.entries(condition).every(([key, part]) => {
    if (key === 'all') return (part as Predicate[]).every((inner) => holds(inner, scenario));
    if (key === 'any') return (part as Predicate[]).some((inner) => holds(inner, scenario));
    if (key === 'not') return !holds(part as Predicate, scenario);
    const value = scenario[key] ?? '';
    if (typeof part === 'string') return part === value;
    if (Array.isArray(part)) return (part as string[]).includes(value);
    return ![(part as { not: string | string[] }).not].flat().includes(value);
  });
}
