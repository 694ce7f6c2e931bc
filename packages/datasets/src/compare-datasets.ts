import { compareRecords, type DatasetDifference } from './next-version.ts';
import { readRecords, type Dataset } from './read-dataset.ts';
import { recordHashes, type RecordHashes } from './record-hashes.ts';

/**
 * How one version of a dataset differs from another, by id of conversation. Memory grows with the number of
 * conversations, by two hashes each.
 *
 * @throws DATASET_CORRUPT, INPUT_UNREADABLE
 */
export async function compareDatasets(before: Dataset, after: Dataset): Promise<DatasetDifference> {
  return compareRecords(await hashesOf(before), await hashesOf(after));
}

async function hashesOf(dataset: Dataset): Promise<Map<string, RecordHashes>> {
  const hashes = new Map<string, RecordHashes>();
  for await (const { conversation, golden } of readRecords(dataset)) {
    hashes.set(conversation.conversation_id, recordHashes(conversation, golden));
  }
  return hashes;
}
