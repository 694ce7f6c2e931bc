import { sha256 } from '@covergrid/core';
import { compareRecords, type DatasetDifference } from './next-version.ts';
import { readRecords, type Dataset } from './read-dataset.ts';
import { recordHashes, type RecordHashes } from './record-hashes.ts';

/**
 * How one version of a dataset differs from another, by id of conversation. Memory grows with the number of
 * conversations, by a few hashes each.
 *
 * @throws DATASET_CORRUPT, INPUT_UNREADABLE
 */
export async function compareDatasets(before: Dataset, after: Dataset): Promise<DatasetDifference> {
  const [old, fresh] = [await quickHashes(before), await quickHashes(after)];
  const isSame = (id: string): boolean => old.get(id) === fresh.get(id);
  return compareRecords(await hashesOf(before, old, isSame), await hashesOf(after, fresh, isSame));
}

/** Of the records as they are spelt: the canonical hash of a record takes many times longer. */
async function quickHashes(dataset: Dataset): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for await (const { conversation, golden } of readRecords(dataset)) {
    const spelt = JSON.stringify([
      { ...conversation, dataset_id: '' },
      { ...golden, dataset_id: '' },
    ]);
    hashes.set(conversation.conversation_id, sha256(spelt));
  }
  return hashes;
}

/** Of records that are spelt alike, the quick hash is as good as any. */
async function hashesOf(
  dataset: Dataset,
  quick: ReadonlyMap<string, string>,
  isSame: (id: string) => boolean,
): Promise<Map<string, RecordHashes>> {
  const hashes = new Map(
    [...quick].map(([id, hash]): [string, RecordHashes] => [id, { meaning: hash, whole: hash }]),
  );
  if ([...quick.keys()].every(isSame)) return hashes;
  for await (const { conversation, golden } of readRecords(dataset)) {
    const { conversation_id: id } = conversation;
    if (!isSame(id)) hashes.set(id, recordHashes(conversation, golden));
  }
  return hashes;
}
