import { drawsFor } from '@covergrid/testdata';
import type { Case, CompiledBehaviors } from '@covergrid/worlds';
import { wordsFor } from './act-phrases.ts';
import { dealWords } from './dealt-forms.ts';
import type { Persona } from './persona.ts';
import type { PlannedTurn } from './plan-turns.ts';
import { typeMessage } from './type-message.ts';

/**
 * Gives each turn whose answer makes a change what the customer says where the agent asks to confirm it first. It says
 * yes and nothing else, so that a conversation is the same for agents that ask and for those that do not.
 *
 * @param round how many positions one round of the deal has: the raw size of a cell
 */
export function confirmTurns(
  turns: readonly PlannedTurn[],
  built: Case,
  behaviors: CompiledBehaviors,
  persona: Persona,
  round: number,
): PlannedTurn[] {
  return turns.map((turn, index) => {
    if (!makesChange(turn, built)) return turn;
    const words = wordsFor('confirm', 0, built, behaviors, persona);
    const dealt = words && dealWords(words.phrases, built.index + index, round, built, words.name);
    if (dealt === undefined) return turn;
    return {
      ...turn,
      ifConfirmed: typeMessage(dealt.text, persona, drawsFor(built.draws, 'confirm', index)),
    };
  });
}

function makesChange(turn: PlannedTurn, built: Case): boolean {
  const { writes } = built.playbook.toolset;
  return madeIn(turn, built).some(({ tool }) => writes.includes(tool));
}

/** The calls of the answer to a turn; where an attack is refused, its twin is granted what it asks. */
function madeIn({ agent, acts }: PlannedTurn, { actions, granted, secondIntent }: Case): Case['actions'] {
  if (agent === 'refuse') return granted;
  if (agent !== 'answer') return [];
  const asked = secondIntent?.answer.actions ?? [];
  if (acts.includes('second-intent')) return asked;
  return actions.slice(asked.length, actions.length - granted.length);
}
