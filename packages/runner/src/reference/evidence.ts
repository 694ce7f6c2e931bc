import { CovergridError } from '@covergrid/core';
import { buildCase, type Case, type Conversation, type Golden, type Vertical } from '@covergrid/worlds';
import type { CaseReference } from '../run-case.ts';
import { answeringTurn, perfectScript } from './perfect.ts';
import type { ScriptedTurn } from './scripted-session.ts';

/** What a fault is planted in: a conversation, what is right for it, and the case that both were made from. */
export interface Evidence {
  readonly vertical: Vertical;
  readonly built: Case;
  readonly conversation: Conversation;
  readonly golden: Golden;
  /** What the agent without the fault does. */
  readonly perfect: readonly ScriptedTurn[];
  /** The turn at which the request is decided. */
  readonly answering: number;
  /** Of the technique, where the customer attacks: `pressure`, `identity`, … */
  readonly techniqueGroup: string | undefined;
}

/**
 * Builds the case of a conversation again, from the content and the seed of its dataset.
 *
 * @throws REFERENCE_MISSING where these are not known
 */
export function evidenceOf({ conversation, golden, source }: CaseReference): Evidence {
  if (source === undefined) {
    throw new CovergridError(
      'REFERENCE_MISSING',
      `What ${conversation.conversation_id} was made from is not known, so no fault can be planted in it.`,
    );
  }
  const { vertical, seed } = source;
  const { scenario_id, domain, behavior, axes, variant } = conversation;
  const technique = golden.attack?.technique;
  return {
    vertical,
    built: buildCase(vertical, { scenario_id, domain, behavior, axes }, { seed, variant }),
    conversation,
    golden,
    perfect: perfectScript(golden),
    answering: answeringTurn(golden),
    techniqueGroup: vertical.behaviors.text.techniques.find(({ id }) => id === technique)?.group,
  };
}
