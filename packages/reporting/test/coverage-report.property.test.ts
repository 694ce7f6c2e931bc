import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderCoverageReport, type CoverageReportInput } from '../src/coverage-report.ts';
import { hostileGrid } from './support/hostile-grid.ts';

const GRID = hostileGrid();
const PLAIN = tagsOf(withText('plain'));

test('whatever stands in the files, the page has the same elements and attributes', () => {
  const piece = fc.constantFrom(
    '<b>',
    '</td>',
    '"',
    "'",
    '`',
    ' onclick=',
    '&',
    '-->',
    ']]>',
    '\u2066',
    '\n',
    '${x}',
    'a',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.array(piece, { minLength: 1 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (value) => {
      expect(tagsOf(withText(value))).toEqual(PLAIN);
    }),
  );
});

test('the order in which the files list things changes nothing', () => {
  const expected = renderCoverageReport(GRID);
  const orders = [
    GRID.taxonomy.domains,
    GRID.taxonomy.behaviors,
    GRID.taxonomy.axes,
    GRID.manifest.cells,
  ] as const;
  const shuffled = fc.tuple(
    ...([0, 1, 2, 3] as const).map((index) =>
      fc.shuffledSubarray([...orders[index].keys()], { minLength: orders[index].length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([domains = [], behaviors = [], axes = [], cells = []]) => {
      const taxonomy = {
        ...GRID.taxonomy,
        domains: pick(GRID.taxonomy.domains, domains),
        behaviors: pick(GRID.taxonomy.behaviors, behaviors),
        axes: pick(GRID.taxonomy.axes, axes),
      };
      const manifest = { ...GRID.manifest, cells: pick(GRID.manifest.cells, cells) };
      expect(renderCoverageReport({ ...GRID, taxonomy, manifest })).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

function pick<Entry>(entries: readonly Entry[], order: readonly number[]): Entry[] {
  return order.flatMap((index) => entries[index] ?? []);
}

/** The grid with one text wherever a file may say what it likes. */
function withText(text: string): CoverageReportInput {
  const named = { name: text, description: text };
  const { taxonomy, manifest, exclusions, tuples } = GRID;
  return {
    tuples,
    notes: [text],
    estimate: {
      rates: {
        schema: 'covergrid/rates@1',
        models: { [text]: { input_per_million: 1, output_per_million: 1, currency: 'USD' } },
      },
    },
    exclusions: { ...exclusions, title: text },
    manifest: {
      ...manifest,
      rules: manifest.rules.map((rule) => ({ ...rule, category: text, rationale: text })),
    },
    taxonomy: {
      ...taxonomy,
      title: text,
      description: text,
      domains: taxonomy.domains.map((domain) => ({ ...domain, ...named })),
      behaviors: taxonomy.behaviors.map((behavior) => ({ ...behavior, ...named })),
      axes: taxonomy.axes.map((axis) => ({
        ...axis,
        ...named,
        unit: text,
        bins: axis.bins.map((bin) => ({ ...bin, label: text })),
      })),
    },
  };
}

/** The tags of a page in order, with attribute names, without what stands in quotes. */
function tagsOf(input: CoverageReportInput): string[] {
  const page = renderCoverageReport(input)[0]?.content ?? '';
  return page.match(/<(?:[^>"]|"[^"]*")*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""')) ?? [];
}
