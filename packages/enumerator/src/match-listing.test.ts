import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCommerce } from '@covergrid/commerce';
import { compileGrid } from '@covergrid/rules';
import { expect, onTestFinished, test } from 'vitest';
import { matchListing } from './match-listing.ts';
import { ScenarioIds } from './scenario-ids.ts';
import { writeListing, type ListingTarget } from './write-listing.ts';

const configuration = await loadCommerce();
const grid = compileGrid(configuration, { seed: 1 });
const ids = new ScenarioIds('commerce', grid.dimensions);

function target(): ListingTarget {
  const directory = mkdtempSync(path.join(tmpdir(), 'covergrid-match-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return {
    file: path.join(directory, 'scenarios.jsonl'),
    ruleIds: configuration.exclusions.rules.map(({ id }) => id),
    listing: 'all',
    ranges: [{ from: 0, to: grid.raw }],
  };
}

test('a listing matches with what writing it gave', async () => {
  const listing = target();
  const { resumedLines, ...written } = await writeListing(grid, ids, listing);
  expect(resumedLines).toBe(0);
  expect(await matchListing(grid, ids, listing)).toEqual(written);
});

test.for<[string, (file: string) => void]>([
  ['missing', (file) => rmSync(file)],
  ['empty', (file) => truncateSync(file)],
  ['shorter by a byte', (file) => truncateSync(file, readFileSync(file).length - 1)],
  ['longer by a byte', (file) => appendFileSync(file, '\n')],
  [
    'altered in its last line',
    (file) => {
      const bytes = readFileSync(file);
      bytes[bytes.length - 5]! ^= 1;
      writeFileSync(file, bytes);
    },
  ],
])('one that is %s does not', async ([, alter]) => {
  const listing = target();
  await writeListing(grid, ids, listing);
  alter(listing.file);
  expect(await matchListing(grid, ids, listing)).toBeUndefined();
});

test('a signal stops it', async () => {
  const listing = target();
  await writeListing(grid, ids, listing);
  const stopped = matchListing(grid, ids, { ...listing, signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' });
});
