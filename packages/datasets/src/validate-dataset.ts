import type { DatasetFinding } from './dataset-finding.ts';
import { walkDataset } from './walk-dataset.ts';

/**
 * Finds all that is wrong with a dataset by itself: headers, schemas, hashes, counts, lines cut off, conversations and
 * goldens that do not belong together, scenarios that come twice, parts that nobody names. Streams: memory grows by the
 * ids of the conversations only. Nothing found means that every line can be used.
 *
 * @throws INPUT_UNREADABLE, and nothing else: what is wrong is a finding
 */
export async function* validateDataset(directory: string): AsyncGenerator<DatasetFinding> {
  for await (const event of walkDataset(directory)) if (event.type === 'finding') yield event.finding;
}
