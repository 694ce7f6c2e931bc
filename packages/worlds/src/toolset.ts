import type { Json, JsonObject, Scope } from '@covergrid/testdata';
import { argumentObjection } from './check-arguments.ts';
import { condition, formula, formulas, valuesOf } from './compile-expressions.ts';
import { toolCardSchema, type Tool, type ToolCard } from './tool-schema.ts';
import type { ToolCall } from './transcript.ts';
import type { Domain, State } from '@covergrid/testdata';

/** What a call of a tool came to. A call that failed leaves the state as it was. */
export type ToolResult =
  | { readonly ok: true; readonly state: State; readonly result: Json }
  | { readonly ok: false; readonly state: State; readonly error: string; readonly message: string };

/** The tools of a playbook: what an agent is told of them, and what they do. */
export interface Toolset {
  readonly cards: readonly ToolCard[];
  /** The names of the tools that change the state. */
  readonly writes: readonly string[];
  /** @param session of the customer who is signed in */
  call(state: State, call: ToolCall, session: JsonObject): ToolResult;
}

type Carry = (state: State, args: JsonObject, session: JsonObject) => ToolResult;

/** Compiles declared tools for the domain model whose events they cause. */
export function compileTools(tools: readonly Tool[], domain: Domain): Toolset {
  const carriers = new Map(tools.map((tool) => [tool.name, { tool, carry: compileTool(tool, domain) }]));
  return {
    cards: tools.map(({ name, description, parameters }) =>
      toolCardSchema.parse({ name, description, parameters: { ...parameters, additionalProperties: false } }),
    ),
    writes: tools.filter(({ event }) => event !== undefined).map(({ name }) => name),
    call: (state, { tool: name, arguments: args }, session) => {
      const known = carriers.get(name);
      if (known === undefined) return refusal(state, 'unknown_tool', `There is no tool ${name}.`);
      const objection = argumentObjection(args, known.tool.parameters);
      return objection === undefined
        ? known.carry(state, args, session)
        : refusal(state, 'invalid_arguments', objection);
    },
  };
}

function compileTool(tool: Tool, domain: Domain): Carry {
  const path = ['tools', tool.name];
  const guards = (tool.requires ?? []).map(({ when, error, message }, index) => ({
    holds: condition(when, ...path, 'requires', index),
    error,
    message,
  }));
  const act =
    tool.event === undefined ? compileRead(tool, path) : compileWrite(tool, tool.event, path, domain);
  return (state, args, session) => {
    const scope: Scope = { names: { args, session, state, now: state.now } };
    for (const { holds, error, message } of guards) if (!holds(scope)) return refusal(state, error, message);
    return act(state, args, scope);
  };
}

function compileRead(
  tool: Tool,
  path: readonly string[],
): (state: State, args: JsonObject, scope: Scope) => ToolResult {
  const read = formula(tool.reads ?? null, ...path, 'reads');
  return (state, _, scope) => {
    const result = read(scope);
    if (result === null) return refusal(state, 'not_found', 'Nothing was found for these arguments.');
    return { ok: true, state, result };
  };
}

function compileWrite(
  tool: Tool,
  event: string,
  path: readonly string[],
  domain: Domain,
): (state: State, args: JsonObject, scope: Scope) => ToolResult {
  const target = tool.target === undefined ? undefined : formula(tool.target, ...path, 'target');
  const given = tool.args === undefined ? undefined : formulas(tool.args, ...path, 'args');
  const returns = tool.returns === undefined ? undefined : formula(tool.returns, ...path, 'returns');
  return (state, args, scope) => {
    const applied = domain.apply(state, {
      event,
      target: target?.(scope),
      args: given === undefined ? args : valuesOf(given, scope),
    });
    if (!applied.ok) return refusal(state, applied.error, applied.message);
    const { record } = applied;
    const result =
      returns === undefined
        ? record
        : returns({ names: { ...scope.names, state: applied.state, result: record } });
    return { ok: true, state: applied.state, result };
  };
}

function refusal(state: State, error: string, message: string): ToolResult {
  return { ok: false, state, error, message };
}
