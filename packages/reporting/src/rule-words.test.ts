import type { Rule } from '@covergrid/taxonomy';
import { expect, test } from 'vitest';
import { hostileGrid } from '../test/support/hostile-grid.ts';
import { gridNames } from './grid-names.ts';
import { ruleWords } from './rule-words.ts';

const names = gridNames(hostileGrid().taxonomy);
const common = { id: 'r', category: 'own', rationale: 'Why.' };
const limit = { ...common, limit: {}, per: [], keep: 1000 };

test.each<[Rule, string]>([
  [{ ...common, exclude: {} }, 'drops all it matches'],
  [limit, 'keeps at most 1,000 in all'],
  [
    { ...limit, per: ['domain', 'behavior', 'days_late'] },
    'keeps at most 1,000 per domain, behavior and days late',
  ],
  [
    { ...limit, prefer: [{ behavior: 'calm', member: ['adult', 'child'] }, { days_late: { not: 'week' } }] },
    'keeps at most 1,000 in all, preferring behavior = Calm and member = adult or קטין, then days late ≠ week',
  ],
  [
    { ...limit, balance: ['member'], spread: ['domain', 'behavior'], guard: true },
    'keeps at most 1,000 in all, balanced over member, spread over domain and behavior; a guard, which may never bind',
  ],
])('%j', (rule, words) => {
  expect(ruleWords(rule, names)).toBe(words);
});
