import { canonicalHash } from '@covergrid/core';
import type { Conversation, Golden } from '@covergrid/worlds';

/** What two versions of a conversation with its golden are compared by. */
export interface RecordHashes {
  /** What is right: outcome, constraints, actions, final state. */
  readonly meaning: string;
  /** All that the customer and the reference say, and all else. */
  readonly whole: string;
}

/** Hashes of a conversation and its golden; the id of the dataset that holds them is left out. */
export function recordHashes(conversation: Conversation, golden: Golden): RecordHashes {
  const { scenario_id, variant, axes } = conversation;
  return {
    meaning: canonicalHash({
      scenario_id,
      variant,
      axes,
      golden: { ...golden, dataset_id: undefined, turns: undefined, evaluation_criteria: undefined },
    }),
    whole: canonicalHash({
      conversation: { ...conversation, dataset_id: undefined },
      golden: { ...golden, dataset_id: undefined },
    }),
  };
}
