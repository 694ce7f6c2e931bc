import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadCommerce, loadCommerceVertical } from '@covergrid/commerce';
import { readManifest } from '@covergrid/enumerator';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { planCoverage } from '../src/coverage-plan.ts';
import { mergeShards } from '../src/merge-shards.ts';
import { domainsWithoutPlaybook } from '../src/resolve-configuration.ts';
import { verifyCoverage } from '../src/verify-coverage.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { writeReport } from '../src/write-report.ts';
import { temporaryDirectory } from './support/directories.ts';
import { SMALL } from './support/small-vertical.ts';

const configuration = await loadCommerce();
const gap = domainsWithoutPlaybook(configuration)!;
let directory = '';

beforeAll(async () => {
  const { playbooks } = await loadCommerceVertical(configuration.taxonomy);
  const domains = configuration.taxonomy.domains.map(({ id }) => id);
  // The cheap answer is that of the content.
  expect(gap).toEqual(domains.filter((id) => !playbooks.has(id)).toSorted());
});

beforeEach(async () => {
  const out = temporaryDirectory();
  const plan = planCoverage(configuration, { domainsWithoutPlaybook: ['cart-management', ...GAP_BUT_CART] });
  ({ directory } = await writeCoverage(plan, { out }));
});

const GAP_BUT_CART = gap.filter((id) => id !== 'cart-management').toReversed();

function editManifest(change: (manifest: Record<string, unknown>) => void): void {
  const file = path.join(directory, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  change(manifest);
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

test('manifest and report name the domains without a playbook, sorted', async () => {
  const { conversations } = await readManifest(path.join(directory, 'manifest.json'));
  expect(conversations).toEqual({ domains_without_playbook: gap });
  const page = readFileSync(path.join(directory, 'report', 'coverage.html'), 'utf8');
  for (const id of gap) expect(page).toContain(`<code>${id}</code></li>`);
});

test('a plan names it by itself, over the same output, unchanged', async () => {
  const plan = planCoverage(configuration);
  expect((await writeCoverage(plan, { out: path.dirname(directory) })).status).toBe('unchanged');
});

test('verify derives it again', async () => {
  const [grid] = (await verifyCoverage(directory)).datasets;
  expect(grid).toMatchObject({ findings: [], unproven: [] });
  expect(grid?.checks).toContain(`domains without a playbook: ${gap.length}, all named`);
});

test('verify finds a domain that the manifest hides, though all hashes agree', async () => {
  const hiding = planCoverage(configuration, { domainsWithoutPlaybook: GAP_BUT_CART });
  await writeCoverage(hiding, { out: path.dirname(directory), overwrite: true });
  const { datasets } = await verifyCoverage(directory);
  expect(datasets[0]?.findings).toEqual([
    { file: 'manifest.json', message: expect.stringMatching(/^Domains without a playbook are cart-man/) },
  ]);
});

test('verify finds a manifest that no longer names it', async () => {
  editManifest((manifest) => delete manifest['conversations']);
  const { datasets } = await verifyCoverage(directory);
  expect(datasets[0]?.findings).not.toEqual([]);
});

test('a manifest of before, without it, is read, and reported on', async () => {
  editManifest((manifest) => delete manifest['conversations']);
  expect((await readManifest(path.join(directory, 'manifest.json'))).conversations).toBeUndefined();
  await writeReport(directory, { overwrite: true });
  const page = readFileSync(path.join(directory, 'report', 'coverage.html'), 'utf8');
  expect(page).not.toContain('playbook');
});

test('shards name it, and so does what they are merged to', async () => {
  const out = temporaryDirectory();
  for (const index of [1, 2])
    await writeCoverage(planCoverage(configuration, { shard: { index, of: 2, by: 'rank' } }), { out });
  const { manifest } = await mergeShards(path.join(out, 'commerce'));
  expect(manifest.conversations).toEqual({ domains_without_playbook: gap });
});

test('a vertical without playbooks says nothing', () => {
  expect(planCoverage(SMALL).manifest).not.toHaveProperty('conversations');
});
