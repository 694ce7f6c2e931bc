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

/**
 * Brings a dataset of schema version 1 (conversations inline, one difficulty, goldens that may lack constraints) and its
 * goldens to version 2. What version 1 did not have is empty; nothing is invented.
 *
 * @throws DATASET_CORRUPT where a header is not what version 1 says, or a conversation has no golden
 */
export function migrateDataset(
  dataset: Header,
  golden: Header,
): { document: DatasetDocument; golden: GoldenDocument; inline: readonly DatasetRecord[] } {
  const old = parseRecord(datasetSchemaV1, dataset.value, dataset.file);
  const goldens = migrateGoldens(golden, old.metadata.dataset_id);
  const { dataset_id, version, vertical, difficulty, seed, licence, created_by } = old.metadata;
  const inline = old.conversations.map((conversation, index): DatasetRecord => {
    const entry = goldens.get(conversation.conversation_id);
    if (entry === undefined) {
      throw corrupt(dataset.file, undefined, `${conversation.conversation_id} has no golden`);
    }
    const migrated: Conversation = {
      ...conversation,
      schema: 'covergrid/conversation@2',
      dataset_id,
      difficulty,
    };
    return { conversation: migrated, golden: entry, file: dataset.file, line: index + 1 };
  });
  const metadata: DatasetMetadata = {
    dataset_id,
    version,
    vertical,
    difficulty,
    seed,
    licence,
    created_by,
    scope: { domains: distinct(inline, 'domain'), behaviors: distinct(inline, 'behavior') },
    variants: 1 + Math.max(0, ...inline.map(({ conversation }) => conversation.variant)),
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

function migrateGoldens(header: Header, dataset_id: string): ReadonlyMap<string, Golden> {
  const { entries } = parseRecord(goldenFileSchemaV1, header.value, header.file);
  return new Map(
    entries.map((entry): [string, Golden] => [
      entry.conversation_id,
      { ...entry, schema: 'covergrid/golden-entry@2', dataset_id },
    ]),
  );
}

function distinct(records: readonly DatasetRecord[], key: 'domain' | 'behavior'): string[] {
  return [...new Set(records.map(({ conversation }) => conversation[key]))].toSorted();
}
