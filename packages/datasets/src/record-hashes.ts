import { canonicalHash } from '@covergrid/core';
import type { Constraint, Conversation, Golden } from '@covergrid/worlds';
import { without } from './without.ts';

/** What two versions of a conversation with its golden are compared by. */
export interface RecordHashes {
  /** All but words: scenario, world, session, tools; outcome, constraints, actions, final state. */
  readonly meaning: string;
  /** Words too: what the customer and the reference say, policies, criteria, how the customer writes. */
  readonly whole: string;
}

/** Hashes of a conversation and its golden; the id of the dataset that holds them is left out. */
export function recordHashes(conversation: Conversation, golden: Golden): RecordHashes {
  const told = without(conversation, 'dataset_id');
  const right = without(golden, 'dataset_id');
  return {
    meaning: canonicalHash({
      conversation: {
        ...without(told, 'system', 'persona', 'metadata'),
        tools: told.tools.map((tool) => without(tool, 'description')),
        turns: told.turns.map((turn) => without(turn, 'text')),
      },
      golden: {
        ...without(right, 'evaluation_criteria'),
        constraints: right.constraints.map(withoutSentence),
        turns: right.turns.map((turn) => ({
          ...without(turn, 'reference_reply'),
          constraints: turn.constraints.map(withoutSentence),
        })),
      },
    }),
    whole: canonicalHash({ conversation: told, golden: right }),
  };
}

function withoutSentence(constraint: Constraint): object {
  return without(constraint, 'text');
}
