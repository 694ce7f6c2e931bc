import { describe, expect, test } from 'vitest';
import { renderCoverageReport, type CoverageReportInput } from '../src/coverage-report.ts';
import { hostileGrid } from './support/hostile-grid.ts';
import { shopGrid } from './support/shop-grid.ts';

const RATES = {
  schema: 'covergrid/rates@1' as const,
  date: '2026-11-01',
  models: {
    large: { input_per_million: 2.5, output_per_million: 10, currency: 'USD' },
    'a <tiny> one': { input_per_million: 0.001, output_per_million: 0, currency: 'EUR' },
  },
};

function fileOf(input: CoverageReportInput, path: string): string {
  const file = renderCoverageReport(input).find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`no ${path}`);
  return file.content;
}

describe('the report of a small grid', () => {
  const input = {
    ...hostileGrid(),
    estimate: { rates: RATES },
    notes: ['A variant would keep 21 <of> them.'],
  };

  test.each(renderCoverageReport(input))('$path', async ({ path, content }) => {
    await expect(content).toMatchFileSnapshot(`golden/small/${path}`);
  });

  test('is the same bytes each time', () => {
    expect(renderCoverageReport(input)).toEqual(renderCoverageReport(structuredClone(input)));
  });

  test('names the empty cell and the empty bin with their rules', () => {
    const page = fileOf(input, 'coverage.html');
    expect(page).toContain('1 cell and 1 bin have nothing kept');
    expect(page).toMatch(
      /Bin <bdi>guest<\/bdi> of <bdi>Member<\/bdi><\/strong>: 12 scenarios, all excluded by <code>business-irrelevance\.guests<\/code>\./,
    );
    expect(page).toContain('<code>closing-time</code>');
  });

  test('names the domain that has no playbook, and says nothing of playbooks where the manifest does not', () => {
    const { conversations, ...silent } = input.manifest;
    expect(wordsOf(fileOf(input, 'coverage.html'))).toContain(
      '1 of 2 domains has no playbook yet. Their kept scenarios get no conversations. &lt;img src=x onerror=alert(2)&gt; lending',
    );
    expect(fileOf({ ...input, manifest: silent }, 'coverage.html')).not.toContain('playbook');
    const manifest = { ...silent, conversations: { domains_without_playbook: [] } };
    expect(fileOf({ ...input, manifest }, 'coverage.html')).toContain('Every domain has a playbook');
    expect(conversations).toBeDefined();
  });

  test('holds no markup but its own, and no hidden character', () => {
    const page = fileOf(input, 'coverage.html');
    expect(page).not.toMatch(/<(script|img|link|iframe|object|embed|b |a (?!class="skip"|href="#))/);
    expect(page).not.toContain('\u202e');
    expect(page).toContain('⟨U+202E⟩');
  });
});

describe('the report of a large grid', () => {
  const input = shopGrid();
  const page = fileOf(input, 'coverage.html');

  test('says the verdict, the sum and that there is no gap', () => {
    expect(page).toContain(
      '5,376 of 9,072 scenarios kept; every one of the other 3,696 is excluded by a named rule.',
    );
    expect(wordsOf(page)).toContain('9,072 in the grid = 5,376 kept + 54 + 864 + 72 + 2,262 + 414 + 30');
    expect(page).toContain('No cell and no bin is empty.');
    expect(page).toContain('no rates were given');
  });

  test('has each rule with its reason', () => {
    for (const rule of input.manifest.rules) {
      expect(wordsOf(page)).toContain(rule.id);
      expect(wordsOf(page)).toContain(rule.rationale);
    }
  });

  test('stays below 150 kB', () => {
    expect(page.length).toBeLessThan(150_000);
  });
});

test('an account that does not add up is said to be one', () => {
  const input = hostileGrid();
  const [first] = input.manifest.cells;
  if (first !== undefined) first.kept += 1;
  const page = fileOf(input, 'coverage.html');
  expect(page).toContain('but the account does not add up');
  expect(page).toContain(`Scenarios of cell ${first?.domain} × ${first?.behavior}`);
});

test('a selection is shown, and the estimate is for it', () => {
  const input = hostileGrid();
  input.manifest.selection = {
    behaviors: ['calm'],
    shard: { index: 2, of: 4, by: 'rank' },
    totals: { raw: 18, kept: 10, excluded: 8 },
  };
  const page = fileOf(input, 'coverage.html');
  expect(page).toContain('behaviors Calm; shard 2 of 4 by rank');
  expect(wordsOf(page)).toContain('18 scenarios, 10 kept and 8 excluded');
  expect(page).toContain('each of the 10 kept scenarios once');
});

test('a grid without axes, rules or counted combinations renders', () => {
  const grid = hostileGrid();
  const cells = grid.manifest.cells.map((cell) => ({ ...cell, raw: 1, kept: 1, excluded: 0, by_rule: {} }));
  const page = fileOf(
    {
      manifest: { ...grid.manifest, cells, axes: [], rules: [], totals: { raw: 4, kept: 4, excluded: 0 } },
      taxonomy: { ...grid.taxonomy, axes: [] },
      exclusions: { ...grid.exclusions, rules: [] },
      tuples: [],
    },
    'coverage.html',
  );
  expect(page).toContain('4 of 4 scenarios kept; no rule excludes any.');
  expect(page).toContain('There are no exclusion rules');
  expect(page).toContain('The taxonomy has no axes');
  expect(page).toContain('No t-way coverage was counted');
});

test('above 2,000 cells neighbours are summed up, and the page says so', () => {
  const grid = hostileGrid();
  const domains = ids('d', 120);
  const behaviors = ids('b', 30);
  const cells = domains.flatMap((domain) =>
    behaviors.map((behavior) => ({
      domain: domain.id,
      behavior: behavior.id,
      raw: 2,
      kept: 2,
      excluded: 0,
      by_rule: {},
    })),
  );
  const page = fileOf(
    {
      manifest: {
        ...grid.manifest,
        cells,
        axes: [],
        rules: [],
        totals: { raw: 7200, kept: 7200, excluded: 0 },
      },
      taxonomy: { ...grid.taxonomy, domains, behaviors, axes: [] },
      exclusions: { ...grid.exclusions, rules: [] },
      tuples: [],
    },
    'coverage.html',
  );
  expect(page).toContain('There are 3,600 cells');
  expect(wordsOf(page)).toContain('40 rows and 15 columns');
  expect(wordsOf(page)).toContain('d 0 … d 2 (3) 12/12');
});

function ids(prefix: string, count: number): { id: string; name: string; order: number }[] {
  return Array.from({ length: count }, (_, order) => ({
    id: `${prefix}${order}`,
    name: `${prefix} ${order}`,
    order,
  }));
}

/** The text of a page without its markup, white space as one space. */
function wordsOf(page: string): string {
  return page.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
}
