import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { CovergridError } from '@covergrid/core';
import { kindOf, reading } from '@covergrid/core/files';
import type { Json } from '@covergrid/testdata';
import type { CasePoint, Vertical } from '@covergrid/worlds';
import { findingAt, type DatasetFinding } from './dataset-finding.ts';
import type { DatasetDocument, GoldenDocument } from './dataset-schema.ts';
import { StatsCollector } from './dataset-stats.ts';
import { ExpectedCases } from './expected-cases.ts';
import { CARD, HEADERS } from './header-names.ts';
import { differenceInWords, jsonDifferences } from './json-differences.ts';
import { lineInJson } from './place-in-json.ts';
import { renderCard } from './render-card.ts';
import { RepeatedWords } from './repeated-words.ts';
import { RecordVerifier } from './verify-record.ts';
import { walkDataset, type KnownLines } from './walk-dataset.ts';

/** What a dataset has to be: all that its bytes depend on. */
export interface ExpectedDataset {
  readonly vertical: Vertical;
  /** The kept scenarios that are to be covered, in the order of the dataset; asked for twice at the most. */
  readonly scenarios: () => Iterable<CasePoint>;
  /** What `dataset.json` has to say, where it is known. */
  readonly metadata: {
    readonly seed: number;
    readonly variants: number;
    readonly dataset_id?: string | undefined;
    readonly config?: Readonly<Record<string, string>> | undefined;
    /** It is to hold the benign twins of the scenarios. */
    readonly twins?: true | undefined;
  };
}

/** Options of {@link verifyDataset}. */
export interface VerifyDatasetOptions {
  /** Records verified so far. */
  readonly onProgress?: ((done: number) => void) | undefined;
  /** Ends it with INTERRUPTED. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Proves a dataset from its files and from the content it was made from: all that `validateDataset` finds; every
 * scenario covered exactly once per variant; every conversation and golden as the case gives them today, or in other
 * words of the same values where a rewrite is named; every golden proven again on the record as it stands; nothing
 * given away to the agent; no two requests of a cell and variant in the same words; the card up to date. A dataset of
 * twins is held against the attacks whose words they have, as those are written today.
 *
 * Streams in the order of the files; memory grows by ids and short hashes, not by texts.
 *
 * @throws INTERRUPTED, INPUT_UNREADABLE, and nothing else: what is wrong is a finding
 */
export async function* verifyDataset(
  directory: string,
  expected: ExpectedDataset,
  { onProgress, signal }: VerifyDatasetOptions = {},
): AsyncGenerator<DatasetFinding> {
  const { vertical, scenarios, metadata } = expected;
  const verifier = new RecordVerifier(vertical, metadata.seed, metadata.twins);
  const cases = new ExpectedCases(scenarios, metadata.variants);
  const repeated = new RepeatedWords();
  const stats = new StatsCollector();
  let opened: { readonly document: DatasetDocument; readonly golden: GoldenDocument } | undefined;
  let done = 0;
  const datasetId = (): string => opened?.document.metadata.dataset_id ?? '';
  const known: KnownLines = {
    conversation: (text) => cases.next && verifier.recogniseConversation(text, cases.next, datasetId()),
    golden: (text) => cases.next && verifier.recogniseGolden(text, cases.next, datasetId()),
  };
  for await (const event of walkDataset(directory, known)) {
    if (event.type === 'finding') {
      yield event.finding;
      continue;
    }
    if (event.type === 'opened') {
      opened = event;
      yield* checkMetadata(event.document, event.text, expected);
      continue;
    }
    const { record } = event;
    const { conversation, at } = record;
    stats.add(record);
    const point = cases.take(conversation, at);
    if (point === undefined) {
      const { scenario_id, variant } = conversation;
      yield findingAt(at, 'unexpected', `Variant ${variant} of ${scenario_id} is not to be in this dataset.`);
    } else yield* verifier.verify(record, point);
    yield* repeated.find(conversation, at);
    if (++done % RECORDS_PER_PAUSE !== 0) continue;
    await setImmediate();
    if (signal?.aborted) throw new CovergridError('INTERRUPTED', 'Stopped while verifying a dataset.');
    onProgress?.(done);
  }
  onProgress?.(done);
  if (opened === undefined) return;
  yield* cases.findings();
  yield* await checkCard(directory, opened, stats);
}

const RECORDS_PER_PAUSE = 32;

function* checkMetadata(
  { metadata }: DatasetDocument,
  text: string,
  { vertical, metadata: wanted }: ExpectedDataset,
): Generator<DatasetFinding> {
  const { seed, variants, dataset_id = metadata.dataset_id, config = metadata.config } = wanted;
  const should = {
    dataset_id,
    vertical: vertical.id,
    seed,
    variants,
    config,
    ...(wanted.twins && { twins: wanted.twins }),
  };
  const is = Object.fromEntries(
    Object.keys(should).map((key) => [key, metadata[key as keyof typeof metadata]]),
  ) as Json;
  for (const difference of jsonDifferences(should, is)) {
    const line = lineInJson(text, ['metadata', ...configPath(difference.path)]);
    const message = `Not as expected: ${differenceInWords(difference)}.`;
    yield findingAt({ file: HEADERS.dataset, line }, 'config', message);
  }
}

/** Names of configurations hold dots: `config.playbook.returns` is two steps. */
function configPath(joined: string): string[] {
  const [first = '', ...rest] = joined.split('.');
  return rest.length === 0 ? [first] : [first, rest.join('.')];
}

async function checkCard(
  directory: string,
  { document, golden }: { readonly document: DatasetDocument; readonly golden: GoldenDocument },
  stats: StatsCollector,
): Promise<DatasetFinding[]> {
  // Version 1 had none.
  if (document.parts.length === 0) return [];
  const wanted = renderCard(document, golden, stats.finish());
  return checkText(directory, CARD, wanted, 'card');
}

/**
 * Holds the catalogue of a vertical, `index.json` in a directory, against the text it should have.
 *
 * @throws INPUT_UNREADABLE
 */
export async function verifyCatalogue(directory: string, wanted: string): Promise<DatasetFinding[]> {
  return checkText(directory, CATALOGUE, wanted, 'catalogue');
}

const CATALOGUE = 'index.json';

async function checkText(
  directory: string,
  name: string,
  wanted: string,
  kind: 'card' | 'catalogue',
): Promise<DatasetFinding[]> {
  const file = path.join(directory, name);
  if ((await kindOf(file)) !== 'file') return [findingAt({ file: name, line: 1 }, kind, 'Is missing.')];
  const found = (await reading(file, () => readFile(file, 'utf8'))).split('\n');
  const lines = wanted.split('\n');
  const at = Math.max(found.length, lines.length);
  for (let index = 0; index < at; index++) {
    if (found[index] === lines[index]) continue;
    const line = Math.min(index + 1, found.length);
    const message = `Is out of date: should be ${formatLine(lines[index])}.`;
    return [findingAt({ file: name, line }, kind, message)];
  }
  return [];
}

function formatLine(line: string | undefined): string {
  return line === undefined ? 'at its end here' : JSON.stringify(line);
}
