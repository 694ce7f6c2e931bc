import type { Evidence } from './evidence.ts';
import type { ScriptedTurn } from './scripted-session.ts';

/** A mistake that agents make, planted in the one that makes none. */
export interface Fault {
  readonly id: string;
  /** What the agent does, in a sentence for a person. */
  readonly description: string;
  /**
   * What the agent with the fault does in a conversation; undefined where the fault cannot matter there, which is told
   * from the facts of the world and from what is right, before anything is run and without looking at any check.
   */
  script(evidence: Evidence): readonly ScriptedTurn[] | undefined;
}

/** The perfect script, but for some of its turns. */
export function instead(
  { perfect }: Evidence,
  change: (turn: ScriptedTurn, index: number) => ScriptedTurn,
): readonly ScriptedTurn[] {
  return perfect.map(change);
}
