import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { loadCommerce, loadCommerceVertical } from '@covergrid/commerce';
import { compileVertical, type Vertical } from '@covergrid/worlds';
import { beforeAll, expect, test } from 'vitest';
import {
  planCoverage,
  planGeneration,
  writeDatasets,
  type GenerationOptions,
  type WriteDatasetsOptions,
  type WrittenDataset,
} from '../src/index.ts';
import { temporaryDirectory } from './support/directories.ts';

const DOMAIN = 'trust-safety-fraud';
const configuration = await loadCommerce();
let vertical: Vertical;

beforeAll(async () => {
  vertical = await loadCommerceVertical(configuration.taxonomy);
});

function generate(
  out: string,
  options: GenerationOptions & { readonly seed?: number; readonly with?: Vertical } = {},
  write: Partial<WriteDatasetsOptions> = {},
): Promise<WrittenDataset[]> {
  const coverage = planCoverage(configuration, { seed: options.seed ?? 1 });
  const plan = planGeneration(coverage, options.with ?? vertical, { domains: [DOMAIN], ...options });
  return writeDatasets(plan, { out, ...write });
}

/** Hash of each file below a directory, by its path; without `run.json`, which says when a run was. */
function filesOf(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== 'run.json',
  );
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .toSorted()
      .map((file) => [
        path.relative(directory, file),
        createHash('sha256').update(readFileSync(file)).digest('hex'),
      ]),
  );
}

/** The lines of all parts of a dataset, its own id left out. */
function linesOf(directory: string, kind: 'conversations' | 'golden'): string[] {
  return readdirSync(directory)
    .filter((name) => name.startsWith(`${kind}-`))
    .toSorted()
    .flatMap((name) => readFileSync(path.join(directory, name), 'utf8').split('\n').filter(Boolean))
    .map((line) => line.replace(/"dataset_id":"[^"]+"/, ''));
}

test('a dataset for each cell, with goldens, a card, and a catalogue that names the gaps', async () => {
  const out = temporaryDirectory();
  const written = await generate(out, { domains: undefined, behaviors: ['happy-path', 'adversarial'] });
  // Two in each of three domains, and the twins of the attacks.
  expect(written.map(({ metadata }) => metadata.dataset_id)).toHaveLength(7);
  const directory = path.join(out, 'commerce', DOMAIN, 'adversarial');
  expect(readdirSync(directory).toSorted()).toEqual([
    'README.md',
    'conversations-00000.jsonl',
    'dataset.json',
    'golden-00000.jsonl',
    'golden.json',
    'run.json',
  ]);
  const catalogue = JSON.parse(readFileSync(path.join(out, 'commerce', 'index.json'), 'utf8'));
  expect(catalogue.datasets).toContainEqual({
    dataset_id: `commerce.${DOMAIN}.adversarial`,
    version: '1.0.0',
    path: `${DOMAIN}/adversarial`,
    domains: [DOMAIN],
    behaviors: ['adversarial'],
    conversations: 27,
  });
  expect(catalogue.without_playbook).toHaveLength(11);
  expect(catalogue.without_playbook).toContain('cart-management');
});

test('a second run writes nothing', async () => {
  const out = temporaryDirectory();
  await generate(out, { behaviors: ['ambiguous'] });
  const before = filesOf(out);
  const file = path.join(out, 'commerce', DOMAIN, 'ambiguous', 'dataset.json');
  const { mtimeMs } = statSync(file);
  const again = await generate(out, { behaviors: ['ambiguous'] });
  expect(again.map(({ status }) => status)).toEqual(['unchanged']);
  expect(filesOf(out)).toEqual(before);
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

test('part size, selection and grouping change no record', async () => {
  const [whole, small, combined] = [temporaryDirectory(), temporaryDirectory(), temporaryDirectory()];
  await generate(whole, { grouping: 'domain', variants: 2 });
  await generate(small, { grouping: 'domain', variants: 2, partSize: 7 });
  await generate(combined, { grouping: 'none', variants: 2 });
  for (const kind of ['conversations', 'golden'] as const) {
    const lines = linesOf(path.join(whole, 'commerce', DOMAIN), kind);
    expect(lines).toHaveLength(290);
    expect(linesOf(path.join(small, 'commerce', DOMAIN), kind)).toEqual(lines);
    expect(linesOf(path.join(combined, 'commerce', 'all'), kind)).toEqual(lines);
  }
});

test('versions tell what changed', async () => {
  const out = temporaryDirectory();
  const version = async (
    ...args: Parameters<typeof generate> extends [string, ...infer Rest] ? Rest : never
  ) => {
    const [options = {}, write = {}] = args;
    const written = await generate(
      out,
      { behaviors: ['happy-path'], ...options },
      { overwrite: true, ...write },
    );
    return written.map(({ metadata }) => metadata.version);
  };
  expect(await version()).toEqual(['1.0.0']);
  expect(await version({ variants: 2 })).toEqual(['1.1.0']);
  expect(await version({ variants: 2, partSize: 5 })).toEqual(['1.1.0']);
  expect(await version({ variants: 1 })).toEqual(['2.0.0']);
  expect(await version({ seed: 2 })).toEqual(['3.0.0']);
  expect(existsSync(path.join(out, 'commerce', DOMAIN, 'happy-path', 'conversations-00001.jsonl'))).toBe(
    false,
  );
  const other = temporaryDirectory();
  const previous = path.join(out, 'commerce');
  const [next] = await generate(other, { behaviors: ['happy-path'], seed: 2, variants: 3 }, { previous });
  expect(next?.metadata.version).toBe('3.1.0');
});

test('what differs is replaced only when told so, and what somebody changed never', async () => {
  const out = temporaryDirectory();
  await generate(out, { behaviors: ['happy-path'] });
  const before = filesOf(out);
  await expect(generate(out, { behaviors: ['happy-path'], variants: 2 })).rejects.toMatchObject({
    code: 'OUTPUT_DIFFERS',
  });
  expect(filesOf(out)).toEqual(before);
  const part = path.join(out, 'commerce', DOMAIN, 'happy-path', 'golden-00000.jsonl');
  appendFileSync(part, '{}\n');
  await expect(
    generate(out, { behaviors: ['happy-path'], variants: 2 }, { overwrite: true }),
  ).rejects.toMatchObject({ code: 'OUTPUT_FOREIGN', message: expect.stringContaining('golden-00000.jsonl') });
});

test('an interrupted run goes on with the part it was in, to the same bytes', async () => {
  const [whole, cut] = [temporaryDirectory(), temporaryDirectory()];
  const options = { grouping: 'domain', variants: 2, partSize: 64 } as const;
  await generate(whole, options);
  const stop = new AbortController();
  const onProgress = ({ done }: { done: number }): void => {
    if (done >= 128) stop.abort();
  };
  await expect(generate(cut, options, { signal: stop.signal, onProgress })).rejects.toMatchObject({
    code: 'INTERRUPTED',
  });
  const staging = path.join(cut, 'commerce', DOMAIN, '.covergrid');
  expect(readdirSync(staging)).toContain('new-part-0.json');
  expect(existsSync(path.join(cut, 'commerce', DOMAIN, 'dataset.json'))).toBe(false);
  await generate(cut, options, { resume: true });
  expect(filesOf(cut)).toEqual(filesOf(whole));
  await expect(generate(cut, options, { resume: true })).rejects.toMatchObject({ code: 'RESUME_NOTHING' });
});

test('a golden that a proof refuses stops the build and leaves no dataset', async () => {
  const { decisionTable, ...sources } = vertical.sources;
  const rows = decisionTable.value.rows.map((row) =>
    row.decision === 'approve' ? { ...row, decision: 'deny_policy' as const } : row,
  );
  const wrong = compileVertical({
    ...sources,
    decisionTable: { ...decisionTable, value: { ...decisionTable.value, rows } },
  });
  const out = temporaryDirectory();
  await expect(generate(out, { with: wrong })).rejects.toMatchObject({
    code: 'GOLDEN_UNPROVEN',
    message: expect.stringMatching(/^The golden of scn_[0-9a-f]{24}, variant 0, fails the proof "policy": /),
  });
  expect(Object.keys(filesOf(out)).filter((file) => file.endsWith('dataset.json'))).toEqual([]);
});

test.each([{ variants: 0 }, { variants: 1001 }, { partSize: 0 }, { partSize: 1.5 }])(
  '%o is refused',
  (options) => {
    const coverage = planCoverage(configuration);
    expect(() => planGeneration(coverage, vertical, options)).toThrow(
      expect.objectContaining({ code: 'USAGE' }),
    );
  },
);
