import { expect, test } from 'vitest';
import { EXCLUSIONS, TAXONOMY } from '../test/sample.ts';
import { canonicalPredicate } from './canonical-exclusions.ts';
import { parseConfiguration } from './configuration.ts';

test('selectors become sorted lists, members are sorted, keys too', () => {
  const canonical = canonicalPredicate({
    stock: 'no',
    behavior: { not: ['b', 'a', 'b'] },
    any: [{ price: ['low', 'high'] }, { domain: 'x' }],
  });
  expect(JSON.stringify(canonical)).toBe(
    '{"any":[{"domain":["x"]},{"price":["high","low"]}],"behavior":{"not":["a","b"]},"stock":["no"]}',
  );
});

test('the order of rules and of preferences stays', () => {
  const { exclusions } = parseConfiguration({
    taxonomy: { text: TAXONOMY, file: 't' },
    exclusions: { text: EXCLUSIONS.replace('per: [domain]', 'per: [price, behavior, domain]'), file: 'e' },
  });
  const [first, second] = exclusions.rules;
  expect(first?.id).toBe('block.urgent');
  expect(second).toMatchObject({
    per: ['domain', 'behavior', 'price'],
    prefer: [{ stock: ['yes'] }, { behavior: ['hostile'] }],
  });
  expect(Object.keys(second ?? {})).toEqual([
    'id',
    'category',
    'rationale',
    'limit',
    'per',
    'keep',
    'prefer',
    'balance',
    'spread',
  ]);
});

test('the taxonomy is sorted by code unit, with the keys of the schema in its order', () => {
  const { taxonomy } = parseConfiguration({
    taxonomy: { text: TAXONOMY, file: 't' },
    exclusions: { text: EXCLUSIONS, file: 'e' },
  });
  expect(taxonomy.domains.map(({ id }) => id)).toEqual(['checkout', 'search']);
  expect(taxonomy.axes[0]?.bins.map(({ id }) => id)).toEqual(['high', 'low', 'medium']);
  expect(JSON.stringify(taxonomy.traits)).toBe(
    '[{"id":"urgent","domain":["checkout"],"behavior":["happy","hostile"]}]',
  );
});
