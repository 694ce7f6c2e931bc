import type { Json } from '@covergrid/testdata';
import { compareDatasets } from './compare-datasets.ts';
import { jsonDifferences, type JsonDifference } from './json-differences.ts';
import { versionStep, type DatasetDifference, type VersionStep } from './next-version.ts';
import { readRecords, type Dataset } from './read-dataset.ts';
import { without } from './without.ts';

/** How one version of a dataset differs from another: which conversations, and in what. */
export interface DatasetDiff extends DatasetDifference {
  /** How far the version moves. */
  readonly step: VersionStep;
  /** Fields of the headers that differ, such as `seed` or `config.playbook.returns`: why the rest does. */
  readonly metadata: readonly JsonDifference[];
  /** What differs in conversations that changed or were reworded, by id, sorted; of the first so many of each. */
  readonly details: ReadonlyMap<string, readonly JsonDifference[]>;
}

/** Options of {@link diffDatasets}. */
export interface DiffOptions {
  /** Changed and reworded conversations whose fields are named, of each. Default: 1,000. */
  readonly mostDetails?: number | undefined;
}

/**
 * Compares two versions of a dataset, by id of conversation. Fields are named as they stand in the records:
 * `golden.final_outcome.decision`, `golden.constraints.max-price`, `conversation.turns.0.text`.
 *
 * @throws DATASET_CORRUPT, INPUT_UNREADABLE
 */
export async function diffDatasets(
  before: Dataset,
  after: Dataset,
  { mostDetails = 1000 }: DiffOptions = {},
): Promise<DatasetDiff> {
  const difference = await compareDatasets(before, after);
  const { changed, reworded } = difference;
  const wanted = new Set([...changed.slice(0, mostDetails), ...reworded.slice(0, mostDetails)]);
  const [old, fresh] = [await recordsOf(before, wanted), await recordsOf(after, wanted)];
  const details = [...wanted]
    .toSorted()
    .map((id): [string, JsonDifference[]] => [id, jsonDifferences(old.get(id), fresh.get(id))]);
  return {
    ...difference,
    step: versionStep(difference),
    metadata: jsonDifferences(metadataOf(before), metadataOf(after)),
    details: new Map(details),
  };
}

/** What follows from the records, or names the version itself, is left out. */
function metadataOf({ document }: Dataset): Json {
  return without(document.metadata, 'version', 'plan_sha256', 'counts') as unknown as Json;
}

async function recordsOf(dataset: Dataset, wanted: ReadonlySet<string>): Promise<Map<string, Json>> {
  const found = new Map<string, Json>();
  if (wanted.size === 0) return found;
  for await (const { conversation, golden } of readRecords(dataset)) {
    if (!wanted.has(conversation.conversation_id)) continue;
    const told = without(conversation, 'dataset_id') as unknown as Json;
    found.set(conversation.conversation_id, {
      conversation: told,
      golden: without(golden, 'dataset_id') as unknown as Json,
    });
  }
  return found;
}
