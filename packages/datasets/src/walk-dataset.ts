import { readdir } from 'node:fs/promises';
import { isCovergridError } from '@covergrid/core';
import type { Json } from '@covergrid/testdata';
import { conversationSchema, goldenSchema, type Conversation, type Golden } from '@covergrid/worlds';
import { checkRecord, type PlacedRecord } from './check-record.ts';
import { findingAt, type DatasetFinding, type LinePlace } from './dataset-finding.ts';
import type { DatasetDocument, DatasetMetadata, GoldenDocument } from './dataset-schema.ts';
import { HEADERS } from './header-names.ts';
import { differenceInWords, jsonDifferences } from './json-differences.ts';
import { migrateDataset } from './migrate-dataset.ts';
import { lineInJson } from './place-in-json.ts';
import { readHeaders } from './read-headers.ts';
import { RecordPairs } from './record-pairs.ts';
import { PartWalk, type Recognise } from './walk-part.ts';

/** What a walk over a dataset comes across. */
export type DatasetEvent =
  | {
      readonly type: 'opened';
      readonly document: DatasetDocument;
      readonly golden: GoldenDocument;
      readonly text: string;
    }
  | { readonly type: 'record'; readonly record: PlacedRecord }
  | { readonly type: 'finding'; readonly finding: DatasetFinding };

/** Which lines need no parsing, since their records are known. */
export interface KnownLines {
  readonly conversation: Recognise<Conversation>;
  readonly golden: Recognise<Golden>;
}

/**
 * Walks over the files of a dataset, in order: its headers, then its records, and all that is wrong on the way. Memory
 * grows by the ids of the conversations.
 */
export async function* walkDataset(directory: string, known?: KnownLines): AsyncGenerator<DatasetEvent> {
  const headers = await readHeaders(directory);
  if (Array.isArray(headers)) {
    for (const finding of headers) yield { type: 'finding', finding };
    return;
  }
  if (headers.version === 1) {
    yield* walkInline(headers);
    return;
  }
  const { dataset, golden } = headers;
  yield { type: 'opened', document: dataset.document, golden: golden.document, text: dataset.text };
  for (const finding of checkHeaders(dataset, golden)) yield { type: 'finding', finding };
  yield* walkParts(directory, dataset.document, golden.document, dataset.text, known);
  for (const finding of await foreignParts(directory, dataset.document, golden.document))
    yield { type: 'finding', finding };
}

type Headers = Exclude<Awaited<ReturnType<typeof readHeaders>>, DatasetFinding[]>;

async function* walkInline({ dataset, golden }: Headers): AsyncGenerator<DatasetEvent> {
  try {
    const migrated = migrateDataset(dataset, golden);
    const { document } = migrated;
    yield { type: 'opened', document, golden: migrated.golden, text: dataset.text };
    for (const { conversation, golden: entry, file, line, goldenLine } of migrated.inline) {
      const goldenAt = { file: golden.file, line: goldenLine };
      const record = { conversation, golden: entry, at: { file, line }, goldenAt };
      for (const finding of checkRecord(record, document.metadata)) yield { type: 'finding', finding };
      yield { type: 'record', record };
    }
  } catch (error) {
    if (!isCovergridError(error)) throw error;
    const { file, line = 1, why } = error.data as { file: string; line?: number; why: string };
    yield { type: 'finding', finding: findingAt({ file, line }, 'orphan', `${why}.`) };
  }
}

function checkHeaders(
  dataset: { readonly document: DatasetDocument },
  golden: { readonly document: GoldenDocument; readonly text: string },
): DatasetFinding[] {
  const [ours, theirs] = [dataset.document, golden.document];
  const findings = jsonDifferences(ours.metadata as Json, theirs.metadata as Json).map((difference) => {
    const line = lineInJson(golden.text, ['metadata', ...difference.path.split('.')]);
    const message = `Is not as in ${HEADERS.dataset}: ${differenceInWords(difference)}.`;
    return findingAt({ file: HEADERS.golden, line }, 'header', message);
  });
  const place = (...where: PropertyKey[]): LinePlace => ({
    file: HEADERS.golden,
    line: lineInJson(golden.text, ['parts', ...where]),
  });
  if (ours.parts.length !== theirs.parts.length) {
    const message = `Has ${theirs.parts.length} parts, but ${HEADERS.dataset} has ${ours.parts.length}.`;
    findings.push(findingAt(place(), 'count', message));
  }
  for (const [index, { count }] of theirs.parts.entries()) {
    const wanted = ours.parts[index]?.count;
    if (wanted === undefined || wanted === count) continue;
    findings.push(
      findingAt(
        place(index, 'count'),
        'count',
        `Part ${index} has ${count} goldens for ${wanted} conversations.`,
      ),
    );
  }
  const names = [...ours.parts, ...theirs.parts].map((part) => part.path);
  for (const name of new Set(names.filter((each, index) => names.indexOf(each) !== index))) {
    findings.push(findingAt(place(), 'header', `${name} is named twice.`));
  }
  return findings;
}

async function* walkParts(
  directory: string,
  document: DatasetDocument,
  golden: GoldenDocument,
  text: string,
  known: KnownLines | undefined,
): AsyncGenerator<DatasetEvent> {
  const { metadata } = document;
  const pairs = new RecordPairs();
  const counted = { conversations: 0, turns: 0 };
  const parts = Math.max(document.parts.length, golden.parts.length);
  for (let index = 0; index < parts; index++) {
    const conversations = new PartWalk(
      directory,
      document.parts[index],
      HEADERS.dataset,
      conversationSchema,
      known?.conversation,
    );
    const goldens = new PartWalk(directory, golden.parts[index], HEADERS.golden, goldenSchema, known?.golden);
    try {
      for (;;) {
        const [left, right] = [await conversations.next(), await goldens.next()];
        if (left === undefined && right === undefined) break;
        if (left !== undefined) counted.conversations++;
        if (left?.value !== undefined) counted.turns += left.value.turns.length;
        const { records, findings } = pairs.offer(left, right);
        for (const finding of findings) yield { type: 'finding', finding };
        for (const record of records) {
          for (const finding of checkRecord(record, metadata)) yield { type: 'finding', finding };
          yield { type: 'record', record };
        }
      }
    } finally {
      await Promise.all([conversations.close(), goldens.close()]);
    }
    for (const finding of [...conversations.end(), ...goldens.end()]) yield { type: 'finding', finding };
  }
  for (const finding of pairs.orphans()) yield { type: 'finding', finding };
  for (const finding of checkCounts(metadata, counted, text)) yield { type: 'finding', finding };
}

function* checkCounts(
  { counts }: DatasetMetadata,
  counted: DatasetMetadata['counts'],
  text: string,
): Generator<DatasetFinding> {
  for (const key of ['conversations', 'turns'] as const) {
    if (counts[key] === counted[key]) continue;
    const line = lineInJson(text, ['metadata', 'counts', key]);
    const message = `Says ${counts[key]} ${key}; its parts hold ${counted[key]}.`;
    yield findingAt({ file: HEADERS.dataset, line }, 'count', message);
  }
}

/** Files that look like parts, but that no header names. */
async function foreignParts(
  directory: string,
  document: DatasetDocument,
  golden: GoldenDocument,
): Promise<DatasetFinding[]> {
  const named = new Set([...document.parts, ...golden.parts].map((part) => part.path));
  const present = await readdir(directory);
  return present
    .filter((name) => /^(?:conversations|golden)-\d+\.jsonl$/.test(name) && !named.has(name))
    .toSorted()
    .map((file) => findingAt({ file, line: 1 }, 'foreign', 'No header names this part.'));
}
