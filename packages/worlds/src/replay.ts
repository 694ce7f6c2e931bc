import { quoted } from '@covergrid/core';
import type { ToolCall } from './transcript.ts';
import type { ToolResult, Toolset } from './toolset.ts';
import type { JsonObject, State } from '@covergrid/testdata';

/** What calls came to, one after the other. */
export interface Replayed {
  readonly state: State;
  readonly results: readonly ToolResult[];
  /** What the first call that failed said; the calls after it were made all the same. */
  readonly failure: string | undefined;
}

/**
 * Makes calls on a state, in order. Pure: the state that was given stays as it is.
 *
 * @param session of the customer who is signed in
 */
export function replay(
  toolset: Toolset,
  state: State,
  calls: readonly ToolCall[],
  session: JsonObject,
): Replayed {
  let current = state;
  let failure: string | undefined;
  const results = calls.map((call) => {
    const result = toolset.call(current, call, session);
    current = result.state;
    if (!result.ok) failure ??= `The call of ${quoted(call.tool)} fails: ${result.message}`;
    return result;
  });
  return { state: current, results, failure };
}
