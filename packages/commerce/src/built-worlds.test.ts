import { checkRecords } from '@covergrid/testdata';
import { buildCase, buildTwin, permutation, replay, type CasePoint } from '@covergrid/worlds';
import { expect, test } from 'vitest';
import { checkShop } from '../test/check-shop.ts';
import { loadCommerce } from './load-commerce.ts';
import { loadCommerceVertical } from './load-commerce-vertical.ts';

const { taxonomy } = await loadCommerce();
const vertical = await loadCommerceVertical(taxonomy);
const domains = [...vertical.playbooks.keys()];
const SEEDS = 20;
const EACH = 60;

/** The raw product of a domain: worlds have to be sound whether or not a rule drops the scenario. */
function pointsOf(domain: string): CasePoint[] {
  let combinations: Record<string, string>[] = [{}];
  for (const { id, bins } of taxonomy.axes)
    combinations = combinations.flatMap((axes) => bins.map((bin) => ({ ...axes, [id]: bin.id })));
  return taxonomy.behaviors.flatMap(({ id: behavior }) =>
    combinations.map((axes) => ({
      scenario_id: `scn_${[domain, behavior, ...Object.values(axes)].join('_')}`,
      domain,
      behavior,
      axes,
    })),
  );
}

test.each(domains)(
  'the worlds of %s are sound by either checker, before and after the right answer',
  (domain) => {
    const points = pointsOf(domain);
    const found: string[] = [];
    for (let seed = 1; seed <= SEEDS; seed++)
      for (const place of permutation(points.length, seed, 'sample', domain).slice(0, EACH)) {
        const { playbook, world, actions, session, point } = buildCase(vertical, points[place]!, { seed });
        const after = replay(playbook.toolset, world, actions, session).state;
        for (const state of [world, after])
          for (const fault of [
            ...checkRecords(vertical.sources.domain, state)
              .filter(({ severity }) => severity === 'E')
              .map(({ rule, entity, key, message }) => `${rule} ${entity} ${key}: ${message}`),
            ...checkShop(state),
          ])
            found.push(`${point.scenario_id}, seed ${seed}: ${fault}`);
      }
    expect(found).toEqual([]);
  },
);

test.each(domains)('the worlds of twins of %s are sound by either checker, before and after', (domain) => {
  const points = pointsOf(domain).filter(({ behavior }) => behavior === 'adversarial');
  const found: string[] = [];
  for (let seed = 1; seed <= 10; seed++)
    for (const point of points) {
      const { playbook, world, actions, session } = buildTwin(vertical, point, { seed })!;
      for (const state of [world, replay(playbook.toolset, world, actions, session).state])
        for (const fault of [
          ...checkRecords(vertical.sources.domain, state)
            .filter(({ severity }) => severity === 'E')
            .map(({ rule, entity, key, message }) => `${rule} ${entity} ${key}: ${message}`),
          ...checkShop(state),
        ])
          found.push(`${point.scenario_id}, seed ${seed}: ${fault}`);
    }
  expect(found).toEqual([]);
});

test('a world that is spoilt is found out', () => {
  const { world } = buildCase(vertical, pointsOf(domains[0]!)[0]!, { seed: 1 });
  const [key, product] = Object.entries(world['products'] as Record<string, object>)[0]!;
  const spoilt = {
    ...world,
    products: { ...(world['products'] as object), [key]: { ...product, stocked: -3 } },
  };
  expect(checkShop(world)).toEqual([]);
  expect(checkShop(spoilt)).not.toEqual([]);
});
