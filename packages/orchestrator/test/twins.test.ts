import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { loadCommerce, loadCommerceVertical } from '@covergrid/commerce';
import { GROUPINGS, type DatasetDocument } from '@covergrid/datasets';
import { compileVertical, type Conversation } from '@covergrid/worlds';
import { beforeAll, expect, test } from 'vitest';
import {
  planCoverage,
  planGeneration,
  writeDatasets,
  type GenerationOptions,
  type GenerationPlan,
} from '../src/index.ts';
import { verifyConversations } from '../src/verify-conversations.ts';
import { temporaryDirectory } from './support/directories.ts';

const DOMAIN = 'trust-safety-fraud';
const configuration = await loadCommerce();
const vertical = await loadCommerceVertical(configuration.taxonomy);
const coverage = planCoverage(configuration, { seed: 1 });
const out = temporaryDirectory();

function plan(options: GenerationOptions = {}, of = vertical): GenerationPlan {
  return planGeneration(coverage, of, { domains: [DOMAIN], behaviors: ['adversarial'], ...options });
}

beforeAll(async () => {
  await writeDatasets(plan({ variants: 2 }), { out });
});

function conversations(directory: string): Conversation[] {
  return readdirSync(directory)
    .filter((name) => name.startsWith('conversations-'))
    .toSorted()
    .flatMap((name) => readFileSync(path.join(directory, name), 'utf8').trimEnd().split('\n'))
    .map((line) => JSON.parse(line) as Conversation);
}

test.each(GROUPINGS)('grouped by %s, there is one dataset of twins, after all others', (grouping) => {
  const { datasets } = plan({ grouping, behaviors: undefined, domains: undefined });
  const twins = datasets.filter(({ group }) => group.ofTwins);
  expect(twins).toEqual([datasets.at(-1)]);
  expect(twins[0]).toMatchObject({
    group: { datasetId: 'commerce.twins', path: 'twins', behaviors: ['adversarial'] },
    scenarios: 177,
    conversations: 177,
  });
  const counted = datasets.filter(({ group }) => !group.ofTwins);
  expect(counted.reduce((sum, { conversations: count }) => sum + count, 0)).toBe(999);
});

test('there are none where no attack is selected, and none of domains whose attacks have none', () => {
  expect(plan({ behaviors: ['happy-path'] }).datasets.filter(({ group }) => group.ofTwins)).toEqual([]);
  const { sources } = vertical;
  const without = compileVertical({
    ...sources,
    playbooks: sources.playbooks.map((source) => {
      const attacks = source.value.attacks.map((attack) => ({ ...attack, twin: undefined }));
      return source.value.domain === DOMAIN ? { ...source, value: { ...source.value, attacks } } : source;
    }),
  });
  expect(plan({}, without).datasets.filter(({ group }) => group.ofTwins)).toEqual([]);
  const others = plan({ domains: undefined }, without).datasets.find(({ group }) => group.ofTwins);
  expect(others?.group.domains).toEqual(['product-discovery-search', 'returns-refunds-exchanges']);
});

test('each attack has one twin, in the same words', () => {
  const root = path.join(out, 'commerce');
  const attacks = new Map(
    conversations(path.join(root, DOMAIN, 'adversarial')).map((each) => [each.conversation_id, each]),
  );
  const twins = conversations(path.join(root, 'twins'));
  expect(new Set(twins.map(({ twin_of }) => twin_of))).toEqual(new Set(attacks.keys()));
  expect(twins).toHaveLength(attacks.size);
  const texts = ({ turns }: Conversation): string[] => turns.map(({ text }) => text);
  for (const twin of twins) expect(texts(twin)).toEqual(texts(attacks.get(twin.twin_of!)!));
});

test('the catalogue names them, and a second run writes nothing', async () => {
  const catalogue = JSON.parse(readFileSync(path.join(out, 'commerce', 'index.json'), 'utf8'));
  expect(catalogue.datasets).toContainEqual({
    dataset_id: 'commerce.twins',
    version: '1.0.0',
    path: 'twins',
    domains: [DOMAIN],
    behaviors: ['adversarial'],
    conversations: 54,
    twins: true,
  });
  const again = await writeDatasets(plan({ variants: 2 }), { out });
  expect(again.map(({ status }) => status)).toEqual(['unchanged', 'unchanged']);
});

async function findingsOf(change: (root: string) => void): Promise<string[]> {
  const copy = temporaryDirectory();
  cpSync(out, copy, { recursive: true });
  change(path.join(copy, 'commerce'));
  const datasets = await verifyConversations(path.join(copy, 'commerce'), configuration);
  return datasets.flatMap(({ findings }) =>
    findings.map(({ file, line, message }) => `${file}:${line} ${message}`),
  );
}

/** Changes records of the twins, and the hashes of their part, as whoever hides it would. */
function record(root: string, kind: 'conversations' | 'golden', change: (lines: string[]) => void): void {
  const directory = path.join(root, 'twins');
  const part = path.join(directory, `${kind}-00000.jsonl`);
  const lines = readFileSync(part, 'utf8').trimEnd().split('\n');
  change(lines);
  const text = lines.map((line) => `${line}\n`).join('');
  writeFileSync(part, text);
  const header = path.join(directory, kind === 'golden' ? 'golden.json' : 'dataset.json');
  const document = JSON.parse(readFileSync(header, 'utf8')) as DatasetDocument;
  Object.assign(document.parts[0]!, {
    count: lines.length,
    sha256: createHash('sha256').update(text).digest('hex'),
  });
  writeFileSync(header, `${JSON.stringify(document, null, 2)}\n`);
}

test('as it was written, all of it is proven', async () => {
  expect(await findingsOf(() => undefined)).toEqual([]);
});

test('changed words, another attack and a missing twin are found, with file and line', async () => {
  const words = await findingsOf((root) =>
    record(root, 'conversations', (lines) => {
      lines[3] = lines[3]!.replace(/("text":")(\w)/, '$1Well, $2');
    }),
  );
  expect(words).toContainEqual(
    expect.stringMatching(/^conversations-00000\.jsonl:4 turns\.0\.text is "Well, /),
  );
  expect(words).toContainEqual(expect.stringMatching(/^golden-00000\.jsonl:4 .*"same-words"/));
  const other = await findingsOf((root) =>
    record(root, 'conversations', (lines) => {
      lines[5] = lines[5]!.replace(/("twin_of":")cnv_[0-9a-f]+/, '$1cnv_0123456789abcdef01234567');
    }),
  );
  expect(other).toContainEqual(expect.stringMatching(/^conversations-00000\.jsonl:6 twin_of is "cnv_0123/));
  const missing = await findingsOf((root) => {
    record(root, 'conversations', (lines) => void lines.splice(7, 1));
    record(root, 'golden', (lines) => void lines.splice(7, 1));
  });
  expect(missing).toContainEqual(expect.stringMatching(/^dataset\.json:1 Variant 1 of .* is not covered\.$/));
});

test('twins without their attacks beside them are found', async () => {
  const alone = await findingsOf((root) => rmSync(path.join(root, DOMAIN), { recursive: true }));
  expect(alone).toContainEqual(
    expect.stringMatching(
      /^twins\/dataset\.json:1 The attacks of trust-safety-fraud, adversarial stand in no/,
    ),
  );
});
