import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { EXCLUSIONS, TAXONOMY } from '../test/sample.ts';
import { defineConfiguration } from './configuration.ts';
import type { Exclusions } from './exclusions-schema.ts';
import { dimensionsOf } from './dimensions.ts';
import { taxonomySchema, type Taxonomy } from './taxonomy-schema.ts';
import { traitCells } from './trait-cells.ts';

const idArbitrary = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,3}$/);
const text = fc.string({ minLength: 1, maxLength: 5 }).filter((words) => words.trim() !== '');
const order = fc.integer({ min: -3, max: 3 });
const idsArbitrary = fc.uniqueArray(idArbitrary, { minLength: 1, maxLength: 4 });
const optional = { requiredKeys: ['id', 'name'] as ('id' | 'name')[] };

function entries(ids: readonly string[]): fc.Arbitrary<{ id: string; name: string }[]> {
  return fc.tuple(
    ...ids.map((id) => fc.record({ id: fc.constant(id), name: text, description: text, order }, optional)),
  );
}

const reserved = new Set(['all', 'any', 'not']);

const taxonomyArbitrary: fc.Arbitrary<Taxonomy> = fc
  .tuple(
    idsArbitrary,
    idsArbitrary,
    fc.dictionary(
      idArbitrary.filter((id) => !reserved.has(id)),
      idsArbitrary,
      { maxKeys: 4 },
    ),
  )
  .chain(([domains, behaviors, axes]) =>
    fc.record({
      schema: fc.constant('covergrid/taxonomy@1' as const),
      id: fc.constant('shop'),
      version: fc.constant('1.0.0'),
      domains: entries(domains),
      behaviors: entries(behaviors),
      axes: fc.tuple(
        ...Object.entries(axes).map(([id, bins]) =>
          fc.record({
            id: fc.constant(id),
            name: text,
            bins: fc.tuple(
              ...bins.map((bin) => fc.record({ id: fc.constant(bin), order }, { requiredKeys: ['id'] })),
            ),
          }),
        ),
      ),
      traits: fc.uniqueArray(
        fc.record(
          {
            id: idArbitrary,
            domain: fc.subarray(domains, { minLength: 1 }),
            behavior: fc.subarray(behaviors, { minLength: 1 }),
          },
          { requiredKeys: ['id'] },
        ),
        { maxLength: 4, selector: (trait) => trait.id },
      ),
    }),
  )
  .map((taxonomy) => taxonomySchema.parse(taxonomy));

const NO_RULES = {
  schema: 'covergrid/exclusions@1',
  id: 'none',
  version: '1.0.0',
  taxonomy: { id: 'shop', version: '*' },
  rules: [],
};

/** A copy with the same content: keys and lists shuffled, single ids and lists of one id swapped. */
function shuffled(value: unknown, random: () => number, path: string, keep: ReadonlySet<string>): unknown {
  const shuffle = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ item }) => item);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => shuffled(item, random, path, keep));
    if (keep.has(path)) return items;
    const isOneId =
      items.length === 1 && typeof items[0] === 'string' && /\.(domain|behavior|price|stock)$/.test(path);
    return isOneId && random() < 0.5 ? items[0] : shuffle(items);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    shuffle(Object.entries(value)).map(([key, item]) => [
      key,
      shuffled(item, random, `${path}.${key}`, keep),
    ]),
  );
}

const randomArbitrary = fc
  .infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }))
  .map((stream) => () => stream.next().value ?? 0);

test('taxonomies that differ only in order have equal canonical values and bytes', () => {
  fc.assert(
    fc.property(taxonomyArbitrary, randomArbitrary, (taxonomy, random) => {
      const a = defineConfiguration(taxonomy, NO_RULES);
      const b = defineConfiguration(
        shuffled(taxonomy, random, '', new Set()),
        shuffled(NO_RULES, random, '', new Set()),
      );
      expect(b).toStrictEqual(a);
      expect(JSON.stringify(b)).toBe(JSON.stringify(a));
      expect(defineConfiguration(a.taxonomy, a.exclusions)).toStrictEqual(a);
      expect(dimensionsOf(taxonomy)).toEqual(dimensionsOf(a.taxonomy));
      for (const { id } of taxonomy.traits)
        expect(traitCells(taxonomy, id)).toEqual(traitCells(a.taxonomy, id));
    }),
  );
});

test('exclusions that differ only in meaningless order have equal canonical values and bytes', () => {
  const taxonomy = parse(TAXONOMY) as Taxonomy;
  const exclusions = parse(EXCLUSIONS) as Exclusions;
  const a = defineConfiguration(taxonomy, exclusions);
  // The order of rules and of preferences is meaning.
  const ordered = new Set(['.rules', '.rules.prefer']);
  fc.assert(
    fc.property(randomArbitrary, (random) => {
      const b = defineConfiguration(
        shuffled(taxonomy, random, '', new Set()),
        shuffled(exclusions, random, '', ordered),
      );
      expect(b).toStrictEqual(a);
      expect(JSON.stringify(b)).toBe(JSON.stringify(a));
    }),
  );
});
