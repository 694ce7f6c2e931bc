import { CovergridError, didYouMean, printable } from '@covergrid/core';
import { readRecords, showConversation, type DatasetRecord } from '@covergrid/datasets';
import { conversationDatasets } from '@covergrid/orchestrator';
import type { ShowConversationFlags } from '../declarations/dataset-commands.ts';
import { pathText } from '../output/path-text.ts';
import type { Session } from '../session.ts';

/** `covergrid dataset show` */
export async function datasetShow(
  id: string,
  { from, json }: ShowConversationFlags,
  { screen, signal }: Session,
): Promise<void> {
  const seen: string[] = [];
  let twin: DatasetRecord | undefined;
  const show = (record: DatasetRecord): void => {
    const { conversation, golden } = record;
    if (json === true) screen.printJson({ conversation, golden });
    else screen.print(showConversation(record).trimEnd());
  };
  for (const dataset of await conversationDatasets(from)) {
    for await (const record of readRecords(dataset)) {
      signal.throwIfAborted();
      const { conversation } = record;
      // A scenario's own conversation comes before a twin of it, wherever either stands.
      const isOfScenario = conversation.scenario_id === id;
      if (conversation.conversation_id === id || (isOfScenario && conversation.twin_of === undefined)) {
        show(record);
        return;
      }
      if (isOfScenario) twin ??= record;
      if (seen.length < MOST_SEEN) seen.push(conversation.conversation_id);
    }
  }
  if (twin !== undefined) {
    show(twin);
    return;
  }
  throw new CovergridError(
    'SCENARIO_NOT_FOUND',
    `No conversation "${printable(id)}" stands in ${pathText(from)}.${didYouMean(id, seen)}`,
  );
}

/** Near ids are looked for among so many. */
const MOST_SEEN = 10_000;
