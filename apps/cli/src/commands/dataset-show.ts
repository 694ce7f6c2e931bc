import { CovergridError, didYouMean, printable } from '@covergrid/core';
import { readRecords, showConversation } from '@covergrid/datasets';
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
  for (const dataset of await conversationDatasets(from)) {
    for await (const record of readRecords(dataset)) {
      signal.throwIfAborted();
      const { conversation, golden } = record;
      if (conversation.conversation_id === id || conversation.scenario_id === id) {
        if (json === true) screen.printJson({ conversation, golden });
        else screen.print(showConversation(record).trimEnd());
        return;
      }
      if (seen.length < MOST_SEEN) seen.push(conversation.conversation_id);
    }
  }
  throw new CovergridError(
    'SCENARIO_NOT_FOUND',
    `No conversation "${printable(id)}" stands in ${pathText(from)}.${didYouMean(id, seen)}`,
  );
}

/** Near ids are looked for among so many. */
const MOST_SEEN = 10_000;
