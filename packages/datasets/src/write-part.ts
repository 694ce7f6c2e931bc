import type { Conversation, Golden } from '@covergrid/worlds';
import { StatsCollector, type StatsSummary } from './dataset-stats.ts';
import { LineFile } from './line-file.ts';
import { conversationLine, recordLine } from './record-line.ts';

/** What one part came to. */
export interface WrittenPart {
  readonly conversations: { readonly count: number; readonly sha256: string };
  readonly goldens: { readonly count: number; readonly sha256: string };
  /** What the statistics of a dataset need of it. */
  readonly summary: StatsSummary;
}

/** Where the two files of a part go. */
export interface PartFiles {
  readonly conversations: string;
  readonly goldens: string;
}

/**
 * Writes the conversations and goldens of one part, a line each, in order. Both files appear whole or not at all;
 * memory does not grow with the part.
 *
 * @param files undefined to say only what a part comes to; nothing is written then
 * @param onRecord called after each record; what it throws ends the part, and nothing of it stays
 */
export async function writePart(
  files: PartFiles | undefined,
  records: Iterable<{ readonly conversation: Conversation; readonly golden: Golden }>,
  onRecord?: () => Promise<void> | undefined,
): Promise<WrittenPart> {
  const opened: LineFile[] = [];
  const create = async (file: string | undefined): Promise<LineFile> => {
    const created = await LineFile.create(file);
    opened.push(created);
    return created;
  };
  const stats = new StatsCollector();
  try {
    const conversations = await create(files?.conversations);
    const goldens = await create(files?.goldens);
    for (const record of records) {
      const { conversation, golden } = record;
      stats.add(record);
      await conversations.add(conversationLine(conversation));
      await goldens.add(recordLine(golden));
      await onRecord?.();
    }
    return {
      conversations: await conversations.finish(),
      goldens: await goldens.finish(),
      summary: stats.summary(),
    };
  } catch (error) {
    await Promise.all(opened.map((file) => file.discard()));
    throw error;
  }
}

/** Names of the files of a part: `conversations-00000.jsonl`, `golden-00000.jsonl`. */
export function partNames(index: number): PartFiles {
  const number = String(index).padStart(5, '0');
  return { conversations: `conversations-${number}.jsonl`, goldens: `golden-${number}.jsonl` };
}
