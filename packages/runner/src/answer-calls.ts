import type { JsonObject, State } from '@covergrid/testdata';
import type { ToolResult } from '@covergrid/worlds';
import type { AgentCall, CallResult } from './backend.ts';
import type { CaseWorld } from './run-case.ts';

/** Answers the tool calls of one conversation from its world, which goes on from call to call. */
export class CallDesk {
  readonly #world: CaseWorld | undefined;
  #state: State | undefined;
  #hasWritten = false;

  constructor(world: CaseWorld | undefined) {
    this.#world = world;
    this.#state = world?.state;
  }

  /** True once a call changed the world. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /** Makes a call. One that cannot be made is answered with an error, never thrown: the agent is to see it. */
  answer({ id, tool, arguments: args, problem }: AgentCall): CallResult {
    const refuse = (error: string, message: string): CallResult => ({
      callId: id,
      tool,
      ok: false,
      content: { error, message },
    });
    if (problem !== undefined) return refuse('invalid_call', problem);
    if (this.#world === undefined || this.#state === undefined)
      return refuse('unknown_tool', `There is no tool ${tool}.`);
    const result = callTool(this.#world, this.#state, tool, args);
    if (!result.ok) return refuse(result.error, result.message);
    this.#hasWritten ||= result.state !== this.#state;
    this.#state = result.state;
    return { callId: id, tool, ok: true, content: result.result };
  }
}

function callTool({ toolset, session }: CaseWorld, state: State, tool: string, args: JsonObject): ToolResult {
  return toolset.call(state, { tool, arguments: args }, session);
}
