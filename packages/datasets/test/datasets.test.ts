import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WrittenCase } from '@covergrid/generators';
import type { CasePoint, Conversation, Vertical } from '@covergrid/worlds';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { collect } from '../../../tests/support/collect.ts';
import { libraryPoints, loadLibrary } from '../../../tests/support/library.ts';
import {
  datasetStats,
  diffDatasets,
  differenceInWords,
  nextVersion,
  openDataset,
  partNames,
  readRecords,
  renderCatalogue,
  showConversation,
  StatsCollector,
  validateDataset,
  verifyCatalogue,
  verifyDataset,
  writePart,
  type Dataset,
  type StatsSummary,
} from '../src/index.ts';
import { RepeatedWords } from '../src/repeated-words.ts';
import { json, LIBRARY_ID, libraryRecords, writeLibraryDataset } from './library-dataset.ts';
import { Tampering, type Loose } from './tamper.ts';

let root: string;
let vertical: Vertical;
let points: CasePoint[];
let records: WrittenCase[];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'covergrid-datasets-'));
  vertical = await loadLibrary();
  points = libraryPoints(vertical);
  records = [...libraryRecords({ vertical, points })];
});

afterAll(() => rm(root, { recursive: true }));

let directories = 0;
const fresh = (): string => path.join(root, `dataset-${directories++}`);

async function written(some: readonly WrittenCase[], partSize = 1000): Promise<Dataset> {
  const directory = fresh();
  await writeLibraryDataset(directory, { vertical, points, partSize }, some);
  return openDataset(directory);
}

async function textOf({ directory, document, golden }: Dataset): Promise<string[]> {
  const read = (names: readonly { path: string }[]): Promise<string[]> =>
    Promise.all(names.map((part) => readFile(path.join(directory, part.path), 'utf8')));
  return [(await read(document.parts)).join(''), (await read(golden.parts)).join('')];
}

describe('parts', () => {
  test('of any size hold the same lines, one after the other', async () => {
    const whole = await textOf(await written(records));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70 }), async (partSize) => {
        const dataset = await written(records, partSize);
        expect(dataset.document.parts).toHaveLength(Math.ceil(records.length / partSize));
        expect(await textOf(dataset)).toEqual(whole);
        expect(await collect(validateDataset(dataset.directory))).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });

  test('are what JSON.stringify would write, though policies and tools are spelt once', async () => {
    const [conversations, goldens] = await textOf(await written(records));
    for (const [index, line] of conversations!.trimEnd().split('\n').entries()) {
      expect(JSON.parse(line)).toEqual(records[index]!.conversation);
    }
    expect(goldens).toBe(records.map(({ golden }) => `${JSON.stringify(golden)}\n`).join(''));
  });

  test('can be made alone', async () => {
    const [conversations] = await textOf(await written(records, 20));
    const alone = [...libraryRecords({ vertical, points: points.slice(20, 40) })];
    const [part] = await textOf(await written(alone));
    expect(conversations!.split('\n').slice(20, 40).join('\n')).toBe(part!.trimEnd());
  });

  test('carry any text', async () => {
    const hostile = [
      '\u2028\u2029',
      '\r\n\t',
      '{{ x }} {% raw %}',
      '"\\',
      '\u202e\u0000',
      '😀',
      '='.repeat(10_000),
    ];
    const changed = structuredClone(records.slice(0, hostile.length)) as unknown as Loose[];
    for (const [index, text] of hostile.entries()) changed[index]!['conversation'].turns[0].text = text;
    const dataset = await written(changed as unknown as WrittenCase[]);
    const read = await collect(readRecords(dataset));
    expect(read.map(({ conversation }) => conversation.turns[0]!.text)).toEqual(hostile);
    expect(await collect(validateDataset(dataset.directory))).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('are closed where reading stops early', async () => {
    const dataset = await written(records, 20);
    const open = async (): Promise<string[]> => {
      const links = await readdir('/proc/self/fd');
      const targets = await Promise.all(links.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
      return targets.filter((target) => target.startsWith(dataset.directory));
    };
    for await (const _ of readRecords(dataset)) break;
    await new Tampering(dataset.directory).record(
      'golden-00000.jsonl',
      1,
      (record) => delete record['policy'],
    );
    for await (const _ of validateDataset(dataset.directory)) break;
    await vi.waitFor(async () => expect(await open()).toEqual([]));
  });

  test('that are cut off cannot be read', async () => {
    const dataset = await written(records, 20);
    await new Tampering(dataset.directory).text('golden-00001.jsonl', (text) => text.slice(0, -5));
    await expect(collect(readRecords(dataset))).rejects.toMatchObject({
      code: 'DATASET_CORRUPT',
      data: { line: 20 },
    });
  });

  test('leave nothing behind where a record cannot be made', async () => {
    const directory = path.join(root, 'broken');
    await writeLibraryDataset(directory, { vertical, points: [] }, []);
    const before = await readdir(directory);
    const { conversations, goldens } = partNames(0);
    const files = {
      conversations: path.join(directory, conversations),
      goldens: path.join(directory, goldens),
    };
    function* failing(): Generator<WrittenCase> {
      yield records[0]!;
      throw new Error('no more');
    }
    await expect(writePart(files, failing())).rejects.toThrow('no more');
    expect(await readdir(directory)).toEqual(before);
  });
});

describe('variants', () => {
  test('are covered each, and verified', async () => {
    const directory = fresh();
    const expected = await writeLibraryDataset(directory, { vertical, points, variants: 3 });
    expect(await collect(verifyDataset(directory, expected))).toEqual([]);
    const fewer = { ...expected, metadata: { ...expected.metadata, variants: 2 } };
    const findings = await collect(verifyDataset(directory, fewer));
    expect(findings.filter(({ kind }) => kind === 'unexpected')).toHaveLength(points.length);
  });
});

test('a greeting of many words may be said twice, a request may not', () => {
  const repeated = new RepeatedWords();
  const greeted = (index: number): Conversation => {
    const { conversation } = records[index]!;
    const { text } = conversation.turns[0]!;
    return {
      ...conversation,
      metadata: { ...conversation.metadata, request_turn: 1 },
      turns: ['Hello, I hope that you are all well', text].map((said, at) => ({
        index: at,
        role: 'user',
        text: said,
      })),
    };
  };
  const at = { file: 'conversations-00000.jsonl', line: 1 };
  expect([0, 1].flatMap((index) => repeated.find(greeted(index), at))).toEqual([]);
  const again = { ...greeted(1), conversation_id: 'again' };
  expect(repeated.find(again, at).map(({ kind }) => kind)).toEqual(['repeated-request', 'repeated-text']);
});

describe('differences', () => {
  const subset = fc.uniqueArray(fc.nat({ max: 59 }), { minLength: 1, maxLength: 8 });

  test('of a dataset and itself are none', async () => {
    const dataset = await written(records);
    const diff = await diffDatasets(dataset, await written(records, 7));
    expect(diff).toMatchObject({
      step: 'none',
      added: [],
      removed: [],
      changed: [],
      reworded: [],
      metadata: [],
    });
    expect(diff.details.size).toBe(0);
  });

  test('seen from the other side, what was added was removed, and what changed changed', async () => {
    await fc.assert(
      fc.asyncProperty(subset, subset, async (left, right) => {
        const [before, after] = [
          await written(left.toSorted((a, b) => a - b).map((index) => records[index]!)),
          await written(right.toSorted((a, b) => a - b).map((index) => records[index]!)),
        ];
        const [there, back] = [await diffDatasets(before, after), await diffDatasets(after, before)];
        expect(there.added).toEqual(back.removed);
        expect(there.removed).toEqual(back.added);
        expect([there.changed, there.reworded]).toEqual([[], []]);
        expect(there.added).toHaveLength(right.filter((index) => !left.includes(index)).length);
      }),
      { numRuns: 10 },
    );
  });

  const id = 'renewals.plain.fresh.quiet.short_0';
  test.each<[string, (record: Loose) => void, string, string[]]>([
    [
      'the customer in other words',
      ({ conversation }) => (conversation.turns[0].text = 'Keep it.'),
      'patch',
      ['conversation.turns.0.text: '],
    ],
    [
      'another reference reply',
      ({ golden }) => (golden.turns[0].reference_reply = 'Done.'),
      'patch',
      ['golden.turns.0.reference_reply: '],
    ],
    [
      'a constraint in another sentence',
      ({ golden }) => (golden.constraints[0].text = 'Says so.'),
      'patch',
      ['golden.constraints.'],
    ],
    [
      'another decision',
      ({ golden }) => (golden.final_outcome.decision = 'defer'),
      'major',
      ['golden.final_outcome.decision: "approve" → "defer"'],
    ],
    [
      'one constraint more',
      ({ golden }) =>
        golden.constraints.push({
          id: 'calm',
          kind: 'must_not_mention',
          parameters: { any_of: ['!'] },
          text: 'Calm.',
        }),
      'major',
      ['golden.constraints.calm: nothing → {"id":"calm"'],
    ],
    [
      'a constraint of a turn',
      ({ golden }) =>
        golden.turns[0].constraints.push({
          id: 'calm',
          kind: 'must_not_mention',
          parameters: { any_of: ['!'] },
          text: 'Calm.',
        }),
      'major',
      ['golden.turns.0.constraints.calm: nothing → '],
    ],
    [
      'another world',
      ({ conversation }) => (conversation.world.now = '2026-01-01T00:00:00Z'),
      'major',
      ['conversation.world.now: '],
    ],
  ])('%s: %s', async (_what, change, step, wanted) => {
    const after = structuredClone(records) as unknown as Loose[];
    change(after[0]!);
    const diff = await diffDatasets(await written(records), await written(after as unknown as WrittenCase[]));
    expect(diff.step).toBe(step);
    expect([...diff.details.keys()]).toEqual([id]);
    const words = diff.details.get(id)!.map(differenceInWords);
    expect(words).toEqual(wanted.map((start) => expect.stringContaining(start) as string));
  });

  test('added is minor, and one removed makes it major', async () => {
    const most = await written(records.slice(1));
    const all = await written(records);
    expect(await diffDatasets(most, all)).toMatchObject({ step: 'minor', added: [id], removed: [] });
    expect(await diffDatasets(all, most)).toMatchObject({ step: 'major', removed: [id] });
    expect(nextVersion('1.2.3', 'minor')).toBe('1.3.0');
  });

  test('the header tells why', async () => {
    const [before, after] = [await written(records), await written(records)];
    await new Tampering(after.directory).header('dataset.json', (header) => {
      header['metadata'].config['playbook.renewals'] = 'b'.repeat(64);
      header['metadata'].version = '9.0.0';
    });
    const { metadata } = await diffDatasets(before, await openDataset(after.directory));
    expect(metadata.map(({ path: name }) => name)).toEqual(['config.playbook.renewals']);
  });
});

describe('version 1', () => {
  async function asVersion1(
    change: (dataset: Loose, golden: Loose) => void = () => undefined,
  ): Promise<string> {
    const directory = (await written(records.slice(0, 3))).directory;
    const dataset = {
      schema: 'covergrid/dataset@1',
      metadata: { dataset_id: LIBRARY_ID, vertical: 'library', difficulty: 'easy' },
      conversations: records
        .slice(0, 3)
        .map(({ conversation: { conversation_id, scenario_id, domain, behavior, axes, turns } }) => ({
          conversation_id,
          scenario_id,
          domain,
          behavior,
          axes,
          turns,
        })),
    };
    const golden = {
      schema: 'covergrid/golden@1',
      metadata: { dataset_id: LIBRARY_ID },
      entries: records
        .slice(0, 3)
        .map(({ golden: { conversation_id, scenario_id, turns, final_outcome } }) => ({
          conversation_id,
          scenario_id,
          turns,
          final_outcome,
        })),
    };
    change(dataset, golden);
    const tampering = new Tampering(directory);
    await tampering.text('dataset.json', () => json(dataset));
    await tampering.text('golden.json', () => json(golden));
    return directory;
  }

  test('inline, of one difficulty, without constraints: loads and validates', async () => {
    const directory = await asVersion1();
    expect(await collect(validateDataset(directory))).toEqual([]);
    const dataset = await openDataset(directory);
    expect(dataset.document.metadata).toMatchObject({
      difficulty: 'easy',
      variants: 1,
      counts: { conversations: 3 },
    });
    const [first] = await collect(readRecords(dataset));
    expect(first!.conversation).toMatchObject({
      difficulty: 'easy',
      tools: [],
      schema: 'covergrid/conversation@2',
    });
    expect(first!.golden).toMatchObject({ constraints: [], schema: 'covergrid/golden-entry@2' });
    expect(first!.golden.final_outcome).toEqual(records[0]!.golden.final_outcome);
  });

  const first = 'renewals.plain.fresh.quiet.short_0';
  test.each<[string, (dataset: Loose, golden: Loose) => void, string, string]>([
    [
      'a golden is missing',
      (_, golden) => golden['entries'].shift(),
      `dataset.json: ${first} has no golden, or comes twice.`,
      `{ "conversation_id": "${first}",`,
    ],
    [
      'a conversation is missing',
      (dataset) => dataset['conversations'].shift(),
      `golden.json: ${first} has no conversation.`,
      `{ "conversation_id": "${first}",`,
    ],
    [
      'a golden comes twice',
      (_, golden) => golden['entries'].push({ ...golden['entries'][0], scenario_id: 'again' }),
      `golden.json: ${first} comes twice.`,
      `{ "conversation_id": "${first}", "scenario_id": "again",`,
    ],
    [
      'a conversation comes twice',
      (dataset) => dataset['conversations'].push({ ...dataset['conversations'][0], scenario_id: 'again' }),
      `dataset.json: ${first} has no golden, or comes twice.`,
      `{ "conversation_id": "${first}", "scenario_id": "again",`,
    ],
    [
      'goldens of another dataset',
      (_, golden) => (golden['metadata'].dataset_id = 'other'),
      'golden.json: belongs to other, not to library.all.',
      '{ "schema": "covergrid/golden@1",',
    ],
    [
      'no turns',
      (dataset) => (dataset['conversations'][1].turns = []),
      'dataset.json: conversations.1.turns: Too small: expected array to have >=1 items.',
      '"turns": []',
    ],
  ])('%s', async (_what, change, wanted, there) => {
    const directory = await asVersion1(change);
    const [finding, ...others] = await collect(validateDataset(directory));
    expect(others).toEqual([]);
    expect(`${finding!.file}: ${finding!.message}`).toBe(wanted);
    const lines = (await readFile(path.join(directory, finding!.file), 'utf8')).split('\n');
    const from = lines
      .slice(finding!.line - 1)
      .join(' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
    expect(from.slice(0, there.length)).toBe(there);
    await expect(openDataset(directory)).rejects.toMatchObject({ code: 'DATASET_CORRUPT' });
  });
});

describe('stats', () => {
  const statsOf = (some: readonly WrittenCase[]) =>
    datasetStats(
      (async function* all() {
        yield* some;
      })(),
    );

  test('count conversations by what they are', async () => {
    const stats = await statsOf(records);
    expect(stats).toMatchObject({ conversations: 60, turns: 96 });
    for (const label of ['domain', 'behavior', 'difficulty', 'decision', 'verdict'] as const) {
      expect([...stats.counts[label].values()].reduce((sum, count) => sum + count, 0)).toBe(60);
    }
    expect([...stats.counts.technique.values()].reduce((sum, count) => sum + count, 0)).toBe(12);
  });

  test('count what is said to confirm neither as a turn nor as words', async () => {
    const confirming = records.map(({ conversation, golden }) => ({
      golden,
      conversation: {
        ...conversation,
        turns: conversation.turns.map((turn) => ({ ...turn, if_confirmed: 'Oh yes, make it so.' })),
      },
    }));
    const silent = records.map(({ conversation, golden }) => ({
      golden,
      conversation: {
        ...conversation,
        turns: conversation.turns.map(({ index, role, text }) => ({ index, role, text })),
      },
    }));
    expect(await statsOf(confirming)).toEqual(await statsOf(silent));
  });

  test('are the same in whatever order records come', async () => {
    const wanted = await statsOf(records);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(records, { minLength: 60 }), async (shuffled) => {
        expect(await statsOf(shuffled)).toEqual(wanted);
      }),
      { numRuns: 3 },
    );
  });

  test('of parts come to those of the whole, also when they were kept as JSON', async () => {
    const whole = new StatsCollector();
    for (const [from, to] of [
      [40, 60],
      [0, 40],
    ]) {
      const part = new StatsCollector();
      for (const record of records.slice(from, to)) part.add(record);
      whole.addSummary(JSON.parse(JSON.stringify(part.summary())) as StatsSummary);
    }
    expect(whole.finish()).toEqual(await statsOf(records));
  });

  test('judge no set of fewer than 2,000 customer turns, and measure variant 0 alone', async () => {
    const small = await statsOf(records);
    expect(small.bars.every(({ verdict }) => verdict === 'unjudged')).toBe(true);
    const many = Array.from({ length: 40 }, (_, copy) =>
      records.map(({ conversation, golden }) => ({
        conversation: { ...conversation, conversation_id: `${conversation.conversation_id}-${copy}` },
        golden,
      })),
    ).flat();
    const large = await statsOf(many);
    expect(large.bars.find(({ figure }) => figure === 'exact_duplicate_requests')?.verdict).toBe('failed');
    const others = many.map(({ conversation, golden }) => ({
      conversation: { ...conversation, variant: 1 },
      golden,
    }));
    expect((await statsOf([...records, ...others])).figures).toEqual(small.figures);
  });
});

test('a card has the front matter that Hugging Face reads', async () => {
  const { directory } = await written(records, 30);
  const card = await readFile(path.join(directory, 'README.md'), 'utf8');
  await expect(card).toMatchFileSnapshot('golden/card.md');
});

test('a person reads a conversation', async () => {
  const trap = records.find(({ conversation }) => conversation.technique !== undefined)!;
  await expect(`${showConversation(records[0]!)}\n${showConversation(trap)}`).toMatchFileSnapshot(
    'golden/conversations.txt',
  );
  const hostile = structuredClone(records[0]!) as unknown as Loose;
  hostile['conversation'].turns[0].text = '\u001b[2J\u202eevil';
  const shown = showConversation(hostile as unknown as WrittenCase);
  expect(shown).toContain(String.raw`\u{1b}[2J\u{202e}evil`);
});

test('a catalogue lists datasets by id in whatever order they come, and is held against its file', async () => {
  const { document } = await written(records);
  const datasets = ['b', 'a'].map((name) => ({
    path: name,
    metadata: { ...document.metadata, dataset_id: `library.${name}` },
  }));
  const text = renderCatalogue('library', datasets, ['fines', 'desk']);
  expect(renderCatalogue('library', datasets.toReversed(), ['desk', 'fines'])).toBe(text);
  expect(JSON.parse(text)).toMatchObject({
    datasets: [{ dataset_id: 'library.a' }, { dataset_id: 'library.b' }],
    without_playbook: ['desk', 'fines'],
  });
  const directory = (await written([])).directory;
  expect(await verifyCatalogue(directory, text)).toMatchObject([
    { kind: 'catalogue', message: 'Is missing.' },
  ]);
  const file = path.join(directory, 'index.json');
  await writeFile(file, text);
  expect(await verifyCatalogue(directory, text)).toEqual([]);
  await writeFile(file, text.replace('library.a', 'library.c'));
  expect(await verifyCatalogue(directory, text)).toMatchObject([{ file: 'index.json', line: 6 }]);
});
