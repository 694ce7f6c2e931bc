import { expect, test } from 'vitest';
import { datasetSchema } from './dataset-schema.ts';
import { groupsOf, GROUPINGS, type Grouping } from './group-scenarios.ts';

const [domains, behaviors] = [
  ['returns', 'search'],
  ['plain', 'trap'],
];

test.each<[Grouping, string[]]>([
  [
    'domain,behavior',
    [
      'shop.returns.plain returns/plain',
      'shop.returns.trap returns/trap',
      'shop.search.plain search/plain',
      'shop.search.trap search/trap',
    ],
  ],
  ['domain', ['shop.returns returns', 'shop.search search']],
  ['behavior', ['shop.by-behavior.plain by-behavior/plain', 'shop.by-behavior.trap by-behavior/trap']],
  ['none', ['shop.all all']],
])('by %s', (grouping, wanted) => {
  const groups = groupsOf('shop', grouping, domains, behaviors);
  expect(groups.map(({ datasetId, path }) => `${datasetId} ${path}`)).toEqual(wanted);
  const { shape } = datasetSchema.shape.metadata;
  for (const { datasetId } of groups) expect(shape.dataset_id.safeParse(datasetId).success).toBe(true);
});

test.each(GROUPINGS)('by %s every cell is in one dataset', (grouping) => {
  const cells = groupsOf('shop', grouping, domains, behaviors).flatMap((group) =>
    group.domains.flatMap((domain) => group.behaviors.map((behavior) => `${domain} ${behavior}`)),
  );
  expect(cells.toSorted()).toEqual(['returns plain', 'returns trap', 'search plain', 'search trap']);
});

test('another word is no grouping', () => {
  expect(() => groupsOf('shop', 'cell' as Grouping, domains, behaviors)).toThrow(
    expect.objectContaining({ code: 'USAGE' }),
  );
});
