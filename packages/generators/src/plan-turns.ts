import { drawsFor } from '@covergrid/testdata';
import type { AgentAct, Case, CompiledBehaviors } from '@covergrid/worlds';
import { wordsFor } from './act-phrases.ts';
import { dealWords } from './dealt-forms.ts';
import { die } from './dice.ts';
import { GivenValues } from './given-values.ts';
import { joinParts } from './join-parts.ts';
import type { Persona } from './persona.ts';
import { typeMessage } from './type-message.ts';

/** What the customer does in one turn, in words, and what the agent should do then. */
export interface PlannedTurn {
  readonly text: string;
  /** The acts that had words. */
  readonly acts: readonly string[];
  readonly agent: AgentAct;
  /** What the customer says where the agent asks to confirm a change it is about to make. */
  readonly ifConfirmed?: string;
}

/** What an agent has to do sooner or later. */
const OWED: ReadonlySet<AgentAct> = new Set<AgentAct>(['clarify', 'refuse', 'answer']);

/** Acts that go back to a value on purpose. */
const RESTATING: ReadonlySet<string> = new Set(['slip-correct', 'attack-press']);

const percent = die(1, 100, 'act', 'chance');

/**
 * Puts the plan of a case into words: each act gets a form that is dealt to the case, acts without words are left out, and so are
 * turns without acts.
 *
 * @param round how many positions one round of the deal has: the raw size of a cell
 */
export function planTurns(
  built: Case,
  behaviors: CompiledBehaviors,
  persona: Persona,
  round: number,
): PlannedTurn[] {
  const turns: PlannedTurn[] = [];
  const seen = new Map<string, number>();
  const given = new GivenValues();
  for (const [place, turn] of built.plan.turns.entries()) {
    const draws = drawsFor(built.draws, 'turn', place);
    const parts: string[] = [];
    const acts: string[] = [];
    for (const [position, entry] of turn.acts.entries()) {
      const { act, chance, times } =
        typeof entry === 'string' ? { act: entry, chance: 100, times: 1 } : entry;
      if (chance < 100 && percent(drawsFor(draws, 'act', position)) > chance) continue;
      for (let time = 0; time < times; time++) {
        const nth = seen.get(act) ?? 0;
        seen.set(act, nth + 1);
        const words = wordsFor(act, nth, built, behaviors, persona);
        const dealt =
          words &&
          dealWords(words.phrases, built.index + nth, round, built, words.name, ({ form }) =>
            RESTATING.has(act) ? false : given.repeats(form, built.names),
          );
        if (dealt === undefined || dealt.text === '') continue;
        given.add(dealt.form, built.names);
        parts.push(dealt.text);
        acts.push(act);
      }
    }
    if (parts.length === 0) {
      // Where the customer stays silent, the agent does what it owes after the turn before.
      const before = turns.at(-1);
      if (before !== undefined && OWED.has(turn.agent))
        turns[turns.length - 1] = { ...before, agent: turn.agent };
      continue;
    }
    const text = typeMessage(joinParts(parts), persona, draws);
    turns.push({ text, acts, agent: turn.agent });
  }
  return turns;
}
