import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { commerceDirectory } from '@covergrid/commerce';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { planCoverage, type PlanOptions } from '../src/coverage-plan.ts';
import { resolveConfiguration } from '../src/resolve-configuration.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { outputOf, temporaryDirectory } from './support/directories.ts';
import { SMALL, SMALL_EXCLUSIONS, SMALL_TAXONOMY } from './support/small-vertical.ts';

const root = temporaryDirectory();
const commerce = await resolveConfiguration({});
let cases = 0;

function fresh(): string {
  return path.join(root, `case-${cases++}`);
}

/** Lists that mean sets, wherever they stand; the order of rules means something. */
const ORDERED = new Set(['rules', 'prefer']);

/** The same configuration written down differently: keys in another order, lists that mean sets too. */
function permuted(value: unknown, random: (size: number) => number, key = ''): unknown {
  const shuffle = <T>(items: readonly T[]): T[] => {
    const rest = [...items];
    return items.map(() => rest.splice(random(rest.length), 1)[0]!);
  };
  if (Array.isArray(value)) {
    const items = value.map((item) => permuted(item, random));
    return ORDERED.has(key) ? items : shuffle(items);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    shuffle(Object.entries(value)).map(([name, item]) => [name, permuted(item, random, name)]),
  );
}

const SMALL_FILES = { taxonomy: SMALL_TAXONOMY, exclusions: SMALL_EXCLUSIONS };
const COMMERCE_FILES = {
  taxonomy: parse(readFileSync(path.join(commerceDirectory, 'taxonomy.yaml'), 'utf8')) as object,
  exclusions: parse(readFileSync(path.join(commerceDirectory, 'exclusions.yaml'), 'utf8')) as object,
};

test.for([
  ['small', SMALL_FILES, 15],
  ['commerce', COMMERCE_FILES, 3],
] as const)(
  'however the files of %s are ordered, the whole output has the same bytes',
  async ([, files, numRuns]) => {
    const written: Record<string, string>[] = [];
    const writeFrom = async (random: (size: number) => number): Promise<void> => {
      const out = fresh();
      const [taxonomyFile, exclusionsFile] = [`${out}-t.yaml`, `${out}-e.yaml`];
      writeFileSync(taxonomyFile, stringify(permuted(files.taxonomy, random)));
      writeFileSync(exclusionsFile, stringify(permuted(files.exclusions, random)));
      const configuration = await resolveConfiguration({ taxonomyFile, exclusionsFile });
      await writeCoverage(planCoverage(configuration), { out });
      written.push(outputOf(out));
    };
    await writeFrom(() => 0);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
        await writeFrom((size) => numbers.next().value % size);
        expect(written.at(-1)).toEqual(written[0]);
      }),
      { numRuns },
    );
    expect(Object.keys(written[0]!).length).toBeGreaterThan(8);
  },
);

test('another language, time zone, thread pool and working directory: the same bytes', () => {
  const script = fileURLToPath(new URL('support/write-when-told.ts', import.meta.url));
  const run = (environment: Record<string, string>, cwd: string): Record<string, string> => {
    const out = fresh();
    for (const vertical of ['small', 'commerce']) {
      const job = JSON.stringify({ vertical, seed: 1, out });
      execFileSync(process.execPath, ['--conditions=@covergrid/source', script, job], {
        input: 'go\n',
        cwd,
        env: { ...process.env, ...environment },
      });
    }
    return outputOf(out);
  };
  const plain = run({ LANG: 'C', LC_ALL: 'C', TZ: 'UTC' }, root);
  const turkish = {
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    TZ: 'Pacific/Kiritimati',
    UV_THREADPOOL_SIZE: '1',
  };
  expect(run(turkish, '/')).toEqual(plain);
  expect(Object.keys(plain)).toContain(path.join('commerce', 'manifest.json'));
});

test('the clock is in run.json alone', async () => {
  const outputs = await Promise.all(
    [0, 4e12, -5e12].map(async (time) => {
      const out = fresh();
      let now = time;
      // Backwards, too.
      await writeCoverage(planCoverage(SMALL), { out, now: () => (now -= 1e9) });
      return outputOf(out);
    }),
  );
  expect(outputs[1]).toEqual(outputs[0]);
  expect(outputs[2]).toEqual(outputs[0]);
});

async function listingOf(options: PlanOptions, configuration = commerce): Promise<string> {
  const out = fresh();
  await writeCoverage(planCoverage(configuration, options), { out });
  const directory = path.join(out, configuration.taxonomy.id);
  const name = readdirSync(directory).find((file) => /^scenarios.*\.jsonl$/.test(file))!;
  return readFileSync(path.join(directory, name), 'utf8');
}

function linesOf(text: string): string[] {
  return text.split('\n').slice(0, -1);
}

test.for([
  ['all', 1],
  ['all', 2],
  ['all', 7],
  ['all', 97],
  ['kept', 2],
  ['kept', 13],
] as const)(
  'the shards of a listing of %s by rank, %i in all, are the undivided one',
  async ([listing, of]) => {
    const shards: string[] = [];
    for (let index = 1; index <= of; index++) {
      const plan = planCoverage(SMALL, { listing, shard: { index, of, by: 'rank' } });
      const out = fresh();
      await writeCoverage(plan, { out });
      shards.push(readFileSync(path.join(out, 'small', `scenarios-${index}-of-${of}.jsonl`), 'utf8'));
    }
    expect(shards.join('')).toBe(await listingOf({ listing }, SMALL));
    const sizes = shards.map((shard) => linesOf(shard).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  },
);

test('the shards of the baseline: by rank and by domain in order, by behavior as a set', async () => {
  const whole = await listingOf({});
  for (const [by, of] of [
    ['rank', 3],
    ['domain', 5],
    ['behavior', 4],
  ] as const) {
    const shards: string[] = [];
    for (let index = 1; index <= of; index++) shards.push(await listingOf({ shard: { index, of, by } }));
    if (by === 'behavior') expect(linesOf(shards.join('')).toSorted()).toEqual(linesOf(whole).toSorted());
    else expect(shards.join('') === whole, by).toBe(true);
  }
});

test('a selection never changes a fate: its lines are those of the whole listing', async () => {
  const { taxonomy } = commerce;
  const whole = linesOf(await listingOf({}));
  const ids = (entries: readonly { id: string }[]): string[] => entries.map(({ id }) => id);
  await fc.assert(
    fc.asyncProperty(
      fc.option(fc.subarray(ids(taxonomy.domains), { minLength: 1 }), { nil: undefined }),
      fc.option(fc.subarray(ids(taxonomy.behaviors), { minLength: 1 }), { nil: undefined }),
      fc.constantFrom('all' as const, 'kept' as const),
      async (domains, behaviors, listing) => {
        const selected = linesOf(await listingOf({ domains, behaviors, listing }));
        const expected = whole.filter((line) => {
          const { domain, behavior, status } = JSON.parse(line) as Record<string, string>;
          return (
            (domains?.includes(domain!) ?? true) &&
            (behaviors?.includes(behavior!) ?? true) &&
            (listing === 'all' || status === 'kept')
          );
        });
        expect(selected).toEqual(expected);
      },
    ),
    { numRuns: 10 },
  );
});
