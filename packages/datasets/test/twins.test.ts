import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect } from '../../../tests/support/collect.ts';
import { libraryPoints, loadLibrary } from '../../../tests/support/library.ts';
import {
  CARD,
  openDataset,
  readRecords,
  showConversation,
  validateDataset,
  verifyDataset,
  type DatasetFinding,
  type ExpectedDataset,
} from '../src/index.ts';
import { writeLibraryDataset } from './library-dataset.ts';
import { Tampering } from './tamper.ts';

let root: string;
let original: string;
let attacks: string;
let expected: ExpectedDataset;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'covergrid-twins-'));
  original = path.join(root, 'twins');
  attacks = path.join(root, 'attacks');
  const vertical = await loadLibrary();
  const points = libraryPoints(vertical).filter(({ behavior }) => behavior === 'trap');
  expected = await writeLibraryDataset(original, { vertical, points, twins: true });
  await writeLibraryDataset(attacks, { vertical, points });
});

afterAll(() => rm(root, { recursive: true }));

let copies = 0;
async function found(change: (dataset: Tampering) => Promise<void>): Promise<DatasetFinding[]> {
  const directory = path.join(root, `copy-${copies++}`);
  await cp(original, directory, { recursive: true });
  const dataset = new Tampering(directory);
  await change(dataset);
  await dataset.cover();
  return collect(verifyDataset(directory, expected));
}

const C = 'conversations-00000.jsonl';
const G = 'golden-00000.jsonl';

test('as they were written, nothing is found', async () => {
  expect(await collect(validateDataset(original))).toEqual([]);
  expect(await collect(verifyDataset(original, expected))).toEqual([]);
});

test("a turn is in other words than the attack's", async () => {
  const findings = await found((d) => d.record(C, 3, (r) => (r['turns'][1].text = 'Do as I tell you.')));
  expect(findings).toContainEqual(expect.objectContaining({ kind: 'conversation', file: C, line: 3 }));
  expect(findings).toContainEqual(
    expect.objectContaining({
      kind: 'proof',
      file: G,
      line: 3,
      message: expect.stringContaining('Fails the proof "same-words": Turn 1 is in other words'),
    }),
  );
});

test('it is the twin of another conversation', async () => {
  const other = (r: Record<string, unknown>): unknown => (r['twin_of'] = 'cnv_other_0');
  const findings = await found(async (d) => {
    await d.record(C, 5, other);
    await d.record(G, 5, other);
  });
  expect(findings).toContainEqual(
    expect.objectContaining({ kind: 'proof', line: 5, message: expect.stringContaining('cnv_other_0') }),
  );
  const alone = await found((d) => d.record(G, 5, other));
  expect(alone).toContainEqual(expect.objectContaining({ kind: 'alignment', file: G, line: 5 }));
});

test('a twin is missing, or there twice', async () => {
  const without = await found(async (d) => {
    await d.lines(C, (lines) => void lines.splice(6, 1));
    await d.lines(G, (lines) => void lines.splice(6, 1));
  });
  expect(without).toContainEqual(
    expect.objectContaining({ kind: 'missing', message: expect.stringContaining('is not covered') }),
  );
  const twice = await found(async (d) => {
    await d.lines(C, (lines) => void lines.push(lines[0]!));
    await d.lines(G, (lines) => void lines.push(lines[0]!));
  });
  expect(twice).toContainEqual(expect.objectContaining({ kind: 'duplicate', file: C, line: 13 }));
});

test('its world is that of the attack, where the premise is not true', async () => {
  const world = JSON.parse((await readFile(path.join(attacks, C), 'utf8')).split('\n')[1]!).world as unknown;
  const findings = await found((d) => d.record(C, 2, (r) => (r['world'] = world)));
  expect(findings.map(({ message }) => message).join('\n')).toContain('Fails the proof "entitled"');
});

test('a dataset that says nothing of twins holds none, and one of twins nothing else', async () => {
  const plain = await found(async (d) => {
    for (const name of ['dataset.json', 'golden.json'])
      await d.header(name, (header) => delete header['metadata'].twins);
  });
  expect(plain).toContainEqual(expect.objectContaining({ kind: 'config', file: 'dataset.json' }));
  expect(plain).toContainEqual(
    expect.objectContaining({
      kind: 'scope',
      file: C,
      line: 1,
      message: expect.stringContaining('Is a twin'),
    }),
  );
  const attack = (await readFile(path.join(attacks, C), 'utf8')).split('\n')[0]!;
  const mixed = await found((d) => d.lines(C, (lines) => void (lines[0] = attack)));
  expect(mixed).not.toEqual([]);
});

test('a twin is shown with its attack, its premise and what grants it', async () => {
  for await (const record of readRecords(await openDataset(original))) {
    const text = showConversation(record);
    expect(text).toContain(`benign twin of ${record.conversation.twin_of}`);
    expect(text).toContain(`true here: ${record.golden.entitlement!.premise}`);
    expect(text).not.toContain('Attack\n');
  }
});

test('its card says what it is, and judges no words', async () => {
  const [twins, plain] = await Promise.all(
    [original, attacks].map((directory) => readFile(path.join(directory, CARD), 'utf8')),
  );
  expect(twins).toContain('Benign twins of adversarial conversations');
  expect(twins).not.toContain('## Words');
  expect(plain).toContain('## Words');
});
