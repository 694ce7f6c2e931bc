import type { Json } from '@covergrid/testdata';
import type { ToolCall } from '@covergrid/worlds';
import type { AgentSession } from '../backend.ts';

/** What a reference agent does after one turn of the customer: the calls, then the reply. */
export interface ScriptedTurn {
  readonly calls: readonly ToolCall[];
  readonly reply: string;
  /** Where it states what it decided. */
  readonly outcome?: Readonly<Record<string, Json | undefined>> | undefined;
}

/** An agent that follows a script, whatever the customer says and the tools answer. */
export function scriptedSession(script: readonly ScriptedTurn[]): AgentSession {
  const said = new Set<number>();
  let current: ScriptedTurn = SILENCE;
  return {
    next: async (input) => {
      if (input.kind === 'user') {
        // Asked a second time in the same turn, it has nothing to add.
        current = said.has(input.turn) ? SILENCE : (script[input.turn] ?? SILENCE);
        said.add(input.turn);
        const calls = current.calls.map((call, place) => ({ id: `${input.turn}-${place}`, ...call }));
        if (calls.length > 0) return { kind: 'calls', calls };
      }
      const { reply, outcome } = current;
      return { kind: 'reply', text: reply, ...(outcome && { outcome: plain(outcome) }) };
    },
  };
}

/** Without what is not there. */
function plain(outcome: NonNullable<ScriptedTurn['outcome']>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(outcome).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

const SILENCE: ScriptedTurn = { calls: [], reply: '' };
