import { defineConfiguration, type Configuration, type Predicate } from '@covergrid/taxonomy';
import fc from 'fast-check';

const SIZES = { domain: 4, behavior: 3, bins: 4, axes: 4 };

interface Shape {
  readonly domains: number;
  readonly behaviors: number;
  readonly axes: readonly number[];
}

const arbitraryShape: fc.Arbitrary<Shape> = fc.record({
  domains: fc.integer({ min: 1, max: SIZES.domain }),
  behaviors: fc.integer({ min: 1, max: SIZES.behavior }),
  axes: fc.array(fc.integer({ min: 1, max: SIZES.bins }), { maxLength: SIZES.axes }),
});

/** Small grids with up to three limits that nearly always bind, one after the other, on what the last one left. */
export const arbitraryLimits: fc.Arbitrary<Configuration> = arbitraryShape.chain((shape) => {
  const ids = fc.subarray(Object.keys(valuesOf(shape)), { maxLength: 2 });
  const predicate = arbitraryPredicate(shape, false, 0);
  const limit = fc.record({
    limit: fc.oneof(
      fc.constant({}),
      predicate.map((not) => ({ not })),
    ),
    per: ids,
    keep: fc.integer({ min: 1, max: 20 }),
    prefer: fc.array(predicate, { maxLength: 1 }),
    balance: ids,
    spread: ids,
  });
  return fc
    .array(limit, { minLength: 1, maxLength: 3 })
    .map((limits) => defineConfiguration(taxonomyOf(shape, []), exclusionsOf(limits.map(named))));
});

function named(rule: object, index: number): object {
  return { id: `rule-${index}`, category: 'redundancy', rationale: 'Made up.', ...rule };
}

/** Small grids with rules of every shape: nested predicates, traits, limits with all their options. */
export const arbitraryConfiguration: fc.Arbitrary<Configuration> = arbitraryShape.chain((shape) =>
  fc
    .record({
      traits: fc.array(arbitraryTrait(shape), { maxLength: 3 }),
      rules: fc.array(fc.nat(), { maxLength: 6 }),
    })
    .chain(({ traits, rules }) =>
      fc
        .tuple(...rules.map((_, i) => arbitraryRule(shape, traits.length > 0, i)))
        .map((made) => defineConfiguration(taxonomyOf(shape, uniqueTraits(traits)), exclusionsOf(made))),
    ),
);

function names(prefix: string, count: number): string[] {
  // Not in order of creation, so that sorting by id matters.
  return Array.from({ length: count }, (_, i) => `${prefix}${(i * 7 + 3) % 10}`);
}

function valuesOf(shape: Shape): Record<string, string[]> {
  return {
    domain: names('d', shape.domains),
    behavior: names('b', shape.behaviors),
    ...Object.fromEntries(shape.axes.map((bins, i) => [names('x', SIZES.axes)[i]!, names('v', bins)])),
  };
}

function taxonomyOf(shape: Shape, traits: unknown[]): unknown {
  const { domain, behavior, ...axes } = valuesOf(shape);
  const entries = (ids: string[] | undefined): unknown[] =>
    (ids ?? []).map((id) => ({ id, name: id.toUpperCase() }));
  return {
    schema: 'covergrid/taxonomy@1',
    id: 'made-up',
    version: '1.0.0',
    domains: entries(domain),
    behaviors: entries(behavior),
    axes: Object.entries(axes).map(([id, bins]) => ({
      id,
      name: id,
      bins: bins.map((bin) => ({ id: bin })),
    })),
    traits,
  };
}

function exclusionsOf(rules: unknown[]): unknown {
  return {
    schema: 'covergrid/exclusions@1',
    id: 'made-up-rules',
    version: '1.0.0',
    taxonomy: { id: 'made-up', version: '^1.0.0' },
    rules,
  };
}

function uniqueTraits(traits: { id: string }[]): unknown[] {
  return [...new Map(traits.map((trait) => [JSON.stringify(trait), trait])).values()];
}

function arbitraryTrait(shape: Shape): fc.Arbitrary<{ id: string }> {
  const { domain, behavior } = valuesOf(shape);
  return fc
    .record(
      {
        domain: fc.subarray(domain!, { minLength: 1 }),
        behavior: fc.subarray(behavior!, { minLength: 1 }),
      },
      { requiredKeys: [] },
    )
    .map((where) => ({ id: 'marked', ...where }));
}

function arbitraryPredicate(shape: Shape, hasTraits: boolean, depth: number): fc.Arbitrary<Predicate> {
  const literals = fc.record(
    Object.fromEntries([
      ...Object.entries(valuesOf(shape)).map(([id, values]) => [id, arbitrarySelector(values)]),
      ...(hasTraits ? [['trait', arbitrarySelector(['marked'])]] : []),
    ]) as Record<string, fc.Arbitrary<string | string[] | { not: string | string[] }>>,
    { requiredKeys: [] },
  );
  if (depth === 0) return literals;
  const part = arbitraryPredicate(shape, hasTraits, depth - 1);
  const parts = fc.array(part, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 3, arbitrary: literals },
    { weight: 1, arbitrary: fc.tuple(literals, parts).map(([own, any]) => ({ ...own, any })) },
    { weight: 1, arbitrary: fc.tuple(literals, parts).map(([own, all]) => ({ ...own, all })) },
    { weight: 1, arbitrary: fc.tuple(literals, part).map(([own, not]) => ({ ...own, not })) },
  );
}

function arbitrarySelector(values: string[]): fc.Arbitrary<string | string[] | { not: string | string[] }> {
  const list = fc.subarray(values, { minLength: 1 });
  return fc.oneof(
    fc.constantFrom(...values),
    list,
    list.map((not) => ({ not })),
  );
}

function arbitraryRule(shape: Shape, hasTraits: boolean, index: number): fc.Arbitrary<unknown> {
  const predicate = arbitraryPredicate(shape, hasTraits, 2);
  const dimensions = fc.subarray(Object.keys(valuesOf(shape)));
  const limit = fc.record(
    {
      limit: predicate,
      per: dimensions,
      keep: fc.integer({ min: 1, max: 12 }),
      prefer: fc.array(predicate, { maxLength: 2 }),
      balance: dimensions,
      spread: dimensions,
    },
    { requiredKeys: ['limit', 'per', 'keep'] },
  );
  return fc.oneof(
    predicate.map((exclude) => named({ exclude }, index)),
    limit.map((rule) => named(rule, index)),
  );
}
