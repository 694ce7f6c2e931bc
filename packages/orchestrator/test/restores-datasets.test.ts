import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeGeneration, type WriteDatasetsOptions, type WrittenGeneration } from '../src/index.ts';
import { outputOf, stampsOf, temporaryDirectory } from './support/directories.ts';
import { codeOf } from './support/error-code.ts';
import { planLibrary } from './support/library-grid.ts';

/** Two datasets, and that of the twins of the traps. */
const BEHAVIORS = ['plain', 'trap'];
const plan = planLibrary({ behaviors: BEHAVIORS, partSize: 3 });

function write(out: string, options: Partial<WriteDatasetsOptions> = {}): Promise<WrittenGeneration> {
  return writeGeneration(plan, { out, ...options });
}

async function written(): Promise<{ out: string; dataset: string; expected: Record<string, string> }> {
  const out = temporaryDirectory();
  const { datasets } = await write(out);
  return { out, dataset: datasets[0]!.directory, expected: outputOf(out) };
}

function statuses({ datasets }: WrittenGeneration): string[] {
  return datasets.map(({ status }) => status);
}

test('a second run touches nothing, not even a directory', async () => {
  const { out } = await written();
  const before = stampsOf(out);
  const again = await write(out);
  expect(again.grid.status).toBe('unchanged');
  expect(statuses(again)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  expect(stampsOf(out)).toEqual(before);
});

test.for([
  ['README.md'],
  ['golden.json'],
  ['dataset.json'],
  ['run.json'],
  ['conversations-00001.jsonl'],
  ['golden-00000.jsonl'],
  ['README.md', 'dataset.json', 'run.json'],
])('%s comes back', async (names) => {
  const { out, dataset, expected } = await written();
  for (const name of names) rmSync(path.join(dataset, name));
  const before = stampsOf(dataset);
  expect(statuses(await write(out))).toEqual(['completed', 'unchanged', 'unchanged']);
  expect(outputOf(out)).toEqual(expected);
  expect(existsSync(path.join(dataset, 'run.json'))).toBe(true);
  expect(stampsOf(dataset)['golden-00002.jsonl']).toBe(before['golden-00002.jsonl']);
  expect(statuses(await write(out))).toEqual(['unchanged', 'unchanged', 'unchanged']);
});

test('a catalogue that is missing comes back, and so does a version that is not the first', async () => {
  const { out, dataset } = await written();
  const next = planLibrary({ behaviors: BEHAVIORS, partSize: 3, seed: 2 });
  await writeGeneration(next, { out, overwrite: true });
  const expected = outputOf(out);
  rmSync(path.join(out, 'library/index.json'));
  rmSync(path.join(dataset, 'dataset.json'));
  const again = await writeGeneration(next, { out });
  expect(again.datasets.map(({ metadata }) => metadata.version)).toEqual(['2.0.0', '2.0.0', '2.0.0']);
  expect(outputOf(out)).toEqual(expected);
});

test.for([
  ['README.md', (text: string) => `${text}\nMine.\n`],
  ['golden.json', () => 'mine'],
  ['dataset.json', () => '{}'],
  ['run.json', () => '[]'],
  ['golden-00001.jsonl', (text: string) => text.replace('"decision":"', '"decision":"x')],
  ['conversations-00000.jsonl', () => ''],
  ['../../index.json', () => '{"datasets": []}'],
] as const)('%s that a stranger changed is never replaced', async ([name, change]) => {
  const { out, dataset } = await written();
  const file = path.join(dataset, name);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  const before = outputOf(out);
  expect(await codeOf(write(out))).toBe('OUTPUT_FOREIGN');
  expect(await codeOf(write(out, { overwrite: true }))).toBe('OUTPUT_FOREIGN');
  expect(outputOf(out)).toEqual(before);
});

test('a card without a record is still ours where headers and parts give it, and else is not', async () => {
  const { out, dataset } = await written();
  const next = planLibrary({ behaviors: BEHAVIORS, partSize: 3, seed: 2 });
  rmSync(path.join(dataset, 'run.json'));
  await writeGeneration(next, { out, overwrite: true });
  rmSync(path.join(dataset, 'run.json'));
  appendFileSync(path.join(dataset, 'README.md'), 'Mine.\n');
  expect(await codeOf(writeGeneration(plan, { out, overwrite: true }))).toBe('OUTPUT_FOREIGN');
});

test('a header of ours that says something else is a difference, whatever plan it names', async () => {
  const { out, dataset, expected } = await written();
  const file = path.join(dataset, 'dataset.json');
  const document = JSON.parse(readFileSync(file, 'utf8'));
  document.metadata.licence = 'MIT';
  writeFileSync(file, JSON.stringify(document, null, 2));
  expect(await codeOf(write(out))).toBe('OUTPUT_DIFFERS');
  expect(statuses(await write(out, { overwrite: true }))).toEqual(['written', 'unchanged', 'unchanged']);
  expect(outputOf(out)).toEqual(expected);
});

test('records that were changed together with their hashes are found out', async () => {
  const { out, dataset, expected } = await written();
  const part = path.join(dataset, 'conversations-00001.jsonl');
  const header = path.join(dataset, 'dataset.json');
  const hashOf = (): string => createHash('sha256').update(readFileSync(part)).digest('hex');
  const old = hashOf();
  writeFileSync(part, readFileSync(part, 'utf8').replace('"text":"', '"text":"Well, '));
  writeFileSync(header, readFileSync(header, 'utf8').replace(old, hashOf()));
  expect(await codeOf(write(out))).toBe('OUTPUT_DIFFERS');
  const { datasets } = await write(out, { overwrite: true });
  expect(datasets[0]).toMatchObject({ status: 'written', metadata: { version: '1.0.1' } });
  const { 'library/renewals/plain/conversations-00001.jsonl': hash } = outputOf(out);
  expect(hash).toBe(expected['library/renewals/plain/conversations-00001.jsonl']);
});

test('what differs anywhere is refused before anything is written', async () => {
  const out = temporaryDirectory();
  await writeGeneration(planLibrary({ behaviors: ['trap'], variants: 2 }), { out });
  const before = outputOf(out);
  expect(await codeOf(write(out))).toBe('OUTPUT_DIFFERS');
  expect(outputOf(out)).toEqual(before);
});

test('a symbolic link in the way is refused', async () => {
  const out = temporaryDirectory();
  mkdirSync(path.join(out, 'library'), { recursive: true });
  symlinkSync('/tmp', path.join(out, 'library/renewals'));
  expect(await codeOf(write(out))).toBe('OUTPUT_UNSAFE_PATH');
});
