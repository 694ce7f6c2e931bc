import { appendFileSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  mergeDatasets,
  writeGeneration,
  writeShard,
  type GenerationPlan,
  type MergeDatasetsOptions,
} from '../src/index.ts';
import { outputOf, stampsOf, temporaryDirectory } from './support/directories.ts';
import { codeOf, failureOf } from './support/error-code.ts';
import { LIBRARY, planLibrary } from './support/library-grid.ts';

const plan = planLibrary({ partSize: 3, behaviors: ['plain', 'trap', 'vague'] });

/** What an undivided run, or a merge, leaves; the shards themselves left out. */
function wholeOf(out: string): Record<string, string> {
  return Object.fromEntries(Object.entries(outputOf(out)).filter(([name]) => !name.includes('/shard-')));
}

async function shards(of: number, planned: GenerationPlan = plan): Promise<string> {
  const out = temporaryDirectory();
  for (let index = of; index > 0; index--) await writeShard(planned, { index, of }, { out });
  return out;
}

function merge(out: string, options: MergeDatasetsOptions = {}): ReturnType<typeof mergeDatasets> {
  return mergeDatasets(path.join(out, 'library'), { vertical: LIBRARY, ...options });
}

const undivided = temporaryDirectory();
await writeGeneration(plan, { out: undivided });
const expected = outputOf(undivided);

test.for([1, 2, 5, 40])('%i shards make what an undivided run makes', async (of) => {
  const out = await shards(of);
  const { datasets } = await merge(out);
  expect(datasets.map(({ status }) => status)).toEqual(plan.datasets.map(() => 'written'));
  expect(wholeOf(out)).toEqual(expected);
});

test('shards written apart are brought together, in any order, and a second merge changes nothing', async () => {
  const out = temporaryDirectory();
  for (const index of [3, 1, 2]) {
    const machine = temporaryDirectory();
    await writeShard(plan, { index, of: 3 }, { out: machine });
    cpSync(machine, out, { recursive: true });
  }
  await merge(out);
  expect(wholeOf(out)).toEqual(expected);
  const before = stampsOf(out);
  expect((await merge(out)).datasets.map(({ status }) => status)).toEqual(
    plan.datasets.map(() => 'unchanged'),
  );
  expect(stampsOf(out)).toEqual(before);
});

test('shards may be written side by side, in one directory', async () => {
  const out = temporaryDirectory();
  await Promise.all([1, 2, 3].map((index) => writeShard(plan, { index, of: 3 }, { out })));
  await merge(out);
  expect(wholeOf(out)).toEqual(expected);
});

test('a merge goes on from the version that stands there, or from another', async () => {
  const first = planLibrary({ partSize: 4, behaviors: ['plain', 'trap', 'vague'], seed: 2 });
  const [whole, out] = [temporaryDirectory(), temporaryDirectory()];
  for (const place of [whole, out]) await writeGeneration(first, { out: place });
  await writeGeneration(plan, { out: whole, overwrite: true });
  for (const index of [1, 2]) await writeShard(plan, { index, of: 2 }, { out });
  expect(await codeOf(merge(out))).toBe('OUTPUT_DIFFERS');
  const { datasets } = await merge(out, { overwrite: true });
  expect(datasets[0]?.metadata.version).toBe('2.0.0');
  expect(wholeOf(out)).toEqual(outputOf(whole));
  const apart = await shards(2);
  await merge(apart, { previous: path.join(out, 'library') });
  expect(wholeOf(apart)['library/renewals/plain/dataset.json']).toBe(
    outputOf(whole)['library/renewals/plain/dataset.json'],
  );
});

test('a second run of a shard touches nothing; what is missing of it comes back', async () => {
  const out = await shards(2);
  const before = stampsOf(out);
  expect((await writeShard(plan, { index: 1, of: 2 }, { out })).status).toBe('unchanged');
  expect(stampsOf(out)).toEqual(before);
  const tree = outputOf(out);
  rmSync(path.join(out, 'library/shard-1-of-2/00000-golden-00000.jsonl'));
  expect((await writeShard(plan, { index: 1, of: 2 }, { out })).status).toBe('written');
  expect(outputOf(out)).toEqual(tree);
});

test('a shard of another plan is replaced only when told so, and one that somebody changed never', async () => {
  const out = await shards(2);
  const other = planLibrary({ partSize: 2 });
  const shard = { index: 2, of: 2 };
  expect(await codeOf(writeShard(other, shard, { out }))).toBe('OUTPUT_DIFFERS');
  expect((await writeShard(other, shard, { out, overwrite: true })).status).toBe('written');
  const fresh = await shards(2, other);
  expect(outputOf(path.join(out, 'library/shard-2-of-2'))).toEqual(
    outputOf(path.join(fresh, 'library/shard-2-of-2')),
  );
  appendFileSync(path.join(out, 'library/shard-2-of-2/00000-golden-00001.jsonl'), '{}\n');
  expect(await codeOf(writeShard(other, shard, { out, overwrite: true }))).toBe('OUTPUT_FOREIGN');
});

test.for<[string, string, (library: string) => unknown, string]>([
  [
    'a missing shard',
    'DATASET_INCOMPLETE',
    (at) => rmSync(`${at}/shard-2-of-3`, { recursive: true }),
    '1 of 3 shards are missing: 2.',
  ],
  [
    'a shard without its header',
    'DATASET_INCOMPLETE',
    (at) => rmSync(`${at}/shard-2-of-3/shard.json`),
    'no shard.json of ours',
  ],
  [
    'a missing file',
    'DATASET_INCOMPLETE',
    (at) => rmSync(`${at}/shard-1-of-3/00000-part-00000.json`),
    '00000-part-00000.json',
  ],
  [
    'an altered file',
    'DATASET_INCOMPLETE',
    (at) => appendFileSync(`${at}/shard-1-of-3/00000-golden-00000.jsonl`, '{}\n'),
    '00000-golden-00000.jsonl',
  ],
  [
    'a doubled shard',
    'SHARDS_MISMATCH',
    (at) => cpSync(`${at}/shard-2-of-3`, `${at}/shard-4-of-3`, { recursive: true }),
    'Shard 2 of 3',
  ],
  [
    'a shard of another split',
    'SHARDS_MISMATCH',
    (at) => writeShard(plan, { index: 1, of: 2 }, { out: path.dirname(at) }),
    'not shares of one plan',
  ],
  [
    'a shard of another plan',
    'SHARDS_MISMATCH',
    (at) =>
      writeShard(planLibrary({ seed: 9 }), { index: 3, of: 3 }, { out: path.dirname(at), overwrite: true }),
    'not shares of one plan',
  ],
])('%s is named', async ([, code, spoil, message]) => {
  const out = await shards(3);
  await spoil(path.join(out, 'library'));
  const failure = await failureOf(merge(out));
  expect(failure.code).toBe(code);
  expect(failure.message).toContain(message);
  expect(wholeOf(out)).toEqual({ library: 'directory' });
});

test('a directory that is not named after the vertical is refused', async () => {
  const out = await shards(1);
  renameSync(path.join(out, 'library'), path.join(out, 'elsewhere'));
  expect(await codeOf(mergeDatasets(path.join(out, 'elsewhere'), { vertical: LIBRARY }))).toBe('USAGE');
});

test('shards of other content than the one at hand are no shares of its plan', async () => {
  const out = await shards(1);
  const file = path.join(out, 'library/shard-1-of-1/shard.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"seed": 1', '"seed": 2'));
  expect(await codeOf(merge(out))).toBe('SHARDS_MISMATCH');
});

test('an interrupted merge goes on', async () => {
  const out = await shards(2);
  const stop = new AbortController();
  const onProgress = ({ phase }: { phase: string }): void => {
    if (phase === 'conversations') stop.abort();
  };
  expect(await codeOf(merge(out, { signal: stop.signal, onProgress }))).toBe('INTERRUPTED');
  await merge(out);
  expect(wholeOf(out)).toEqual(expected);
});

test('an interrupted shard goes on', async () => {
  const out = temporaryDirectory();
  const stop = new AbortController();
  const shard = { index: 1, of: 2 };
  const onProgress = (): void => stop.abort();
  expect(await codeOf(writeShard(plan, shard, { out, signal: stop.signal, onProgress }))).toBe('INTERRUPTED');
  expect(await codeOf(writeShard(planLibrary({ seed: 5 }), shard, { out }))).toBe('OUTPUT_DIFFERS');
  expect((await writeShard(plan, shard, { out, resume: true })).status).toBe('written');
  expect(await codeOf(writeShard(plan, shard, { out, resume: true }))).toBe('RESUME_NOTHING');
  expect(outputOf(out)).toEqual(
    Object.fromEntries(
      Object.entries(outputOf(await shards(2))).filter(([name]) => !name.includes('shard-2')),
    ),
  );
});
