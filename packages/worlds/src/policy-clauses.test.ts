import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileClauses, type Clause } from './policy-clauses.ts';

const clauses: Clause[] = [
  { policy: 'window', when: { days: { above: 30 } }, verdict: 'DENY', decisions: ['deny_policy'] },
  {
    policy: 'window',
    when: { days: { max: 30 } },
    verdict: 'ALLOW',
    decisions: ['approve'],
    discloses: ['limit'],
  },
  { policy: 'proof', when: { 'facts.proven': false }, verdict: 'PARTIAL', decisions: ['conditional'] },
  { policy: 'proof', when: { proven: false, days: 30 }, verdict: 'PARTIAL', decisions: ['partial'] },
];
const judge = compileClauses(clauses);

test.each([
  [{ days: 10, proven: true }, 'ALLOW', ['approve'], ['window'], ['limit']],
  [{ days: 10, proven: false }, 'PARTIAL', ['conditional'], ['proof'], ['limit']],
  [{ days: 30, proven: false }, 'PARTIAL', ['conditional', 'partial'], ['proof'], ['limit']],
  [{ days: 31, proven: false }, 'DENY', ['deny_policy'], ['window'], []],
])('of the clauses that hold the strictest govern: %o', (facts, verdict, decisions, policies, discloses) => {
  expect(judge(facts)).toEqual({
    verdict,
    decisions: new Set(decisions),
    policies: new Set(policies),
    discloses: new Set(discloses),
  });
});

test('where no clause holds there is no judgement', () => {
  expect(compileClauses(clauses.slice(0, 1))({ days: 3 })).toBeUndefined();
});

test('the judge knows neither how worlds are built nor the decision table', () => {
  const imports = importsOf('./policy-clauses.ts');
  expect(imports).toEqual(['./decision.ts', '@covergrid/testdata']);
  expect(importsOf('./decision.ts')).toEqual(['zod']);
});

function importsOf(file: string): string[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return [...text.matchAll(/from '([^']+)'/g)].map(([, name = '']) => name).toSorted();
}
