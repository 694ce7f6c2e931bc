import type { Conversation, Golden } from '@covergrid/worlds';
import {
  datasetSchemaV1,
  goldenFileSchemaV1,
  type DatasetDocument,
  type DatasetMetadata,
  type GoldenDocument,
} from './dataset-schema.ts';
import type { DatasetRecord, Header } from './dataset-record.ts';
import { corrupt, parseRecord } from './parse-record.ts';
import { elementLines } from './place-in-json.ts';

/** A record of an inline document, with the line at which its golden begins. */
export interface InlineRecord extends DatasetRecord {
  readonly goldenLine: number;
}

/**
 * Brings a dataset of schema version 1 (conversations inline, one difficulty, goldens that may lack constraints) and its
 * goldens to version 2. What version 1 did not have is empty; nothing is invented.
 *
 * @throws DATASET_CORRUPT where a document is not what version 1 says, or a conversation or golden is alone or double
 */
export function migrateDataset(
  dataset: Header,
  golden: Header,
): { document: DatasetDocument; golden: GoldenDocument; inline: readonly InlineRecord[] } {
  const old = parseRecord(datasetSchemaV1, dataset.value, dataset.file);
  const { dataset_id, version, vertical, difficulty, seed, licence, created_by } = old.metadata;
  const goldens = migrateGoldens(golden, dataset_id);
  const lines = elementLines(dataset.text, ['conversations']);
  const inline = old.conversations.map((conversation, index): InlineRecord => {
    const line = lines[index] ?? 1;
    const { conversation_id } = conversation;
    const found = goldens.get(conversation_id);
    if (found === undefined)
      throw corrupt(dataset.file, line, `${conversation_id} has no golden, or comes twice`);
    goldens.delete(conversation_id);
    const migrated: Conversation = {
      ...conversation,
      schema: 'covergrid/conversation@2',
      dataset_id,
      difficulty,
    };
    const place = { file: dataset.file, line, goldenLine: found.line };
    return { conversation: migrated, golden: found.entry, ...place };
  });
  for (const [id, { line }] of goldens) throw corrupt(golden.file, line, `${id} has no conversation`);
  const metadata: DatasetMetadata = {
    dataset_id,
    version,
    vertical,
    difficulty,
    seed,
    licence,
    created_by,
    scope: { domains: distinct(inline, 'domain'), behaviors: distinct(inline, 'behavior') },
    variants: inline.reduce((most, { conversation }) => Math.max(most, conversation.variant + 1), 1),
    config: {},
    counts: {
      conversations: inline.length,
      turns: inline.reduce((sum, { conversation }) => sum + conversation.turns.length, 0),
    },
  };
  return {
    document: { schema: 'covergrid/dataset@2', metadata, parts: [] },
    golden: { schema: 'covergrid/golden@2', metadata, parts: [] },
    inline,
  };
}

interface PlacedGolden {
  readonly entry: Golden;
  readonly line: number;
}

function migrateGoldens({ value, text, file }: Header, dataset_id: string): Map<string, PlacedGolden> {
  const { metadata, entries } = parseRecord(goldenFileSchemaV1, value, file);
  if (metadata.dataset_id !== dataset_id) {
    throw corrupt(file, undefined, `belongs to ${metadata.dataset_id}, not to ${dataset_id}`);
  }
  const lines = elementLines(text, ['entries']);
  const goldens = new Map<string, PlacedGolden>();
  for (const [index, entry] of entries.entries()) {
    const line = lines[index] ?? 1;
    const { conversation_id } = entry;
    if (goldens.has(conversation_id)) throw corrupt(file, line, `${conversation_id} comes twice`);
    goldens.set(conversation_id, {
      entry: { ...entry, schema: 'covergrid/golden-entry@2', dataset_id },
      line,
    });
  }
  return goldens;
}

function distinct(records: readonly DatasetRecord[], key: 'domain' | 'behavior'): string[] {
  return [...new Set(records.map(({ conversation }) => conversation[key]))].toSorted();
}
