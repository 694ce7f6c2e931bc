import type { CompiledEntity, Derived } from './compile-entity.ts';
import type { Draft } from './draft.ts';
import type { Draws } from './draws.ts';
import type { Instant } from './instant.ts';
import type { Json, JsonObject } from './json.ts';
import { requireSmall } from './value-size.ts';

/** What happens in, when, and where its random values come from. */
export interface Moment {
  readonly draft: Draft;
  readonly at: Instant;
  readonly draws: Draws;
}

/** A new record: `let`, then the fields in their order, then what is derived from them. */
export function fillRecord(
  entity: CompiledEntity,
  given: JsonObject,
  { draft, at, draws }: Moment,
): JsonObject {
  const record: Record<string, Json> = { ...entity.template };
  const names: Record<string, Json | undefined> = {
    self: record,
    with: given,
    at,
    now: draft.state.now,
    state: draft.state,
  };
  const scope = { names, draws };
  for (const { name, run } of entity.let)
    names[name] = requireSmall(run(scope), [entity.model.id, 'let', name]);
  const isGiven = Object.keys(given).length > 0;
  for (const { name, run } of entity.fields) {
    record[name] = isGiven && Object.hasOwn(given, name) ? (given[name] ?? null) : run(scope);
  }
  deriveInto(entity.derived, record);
  return record;
}

/** Computes derived fields anew, in the record itself. */
export function deriveInto(derived: readonly Derived[], record: Record<string, Json>): void {
  const scope = { names: { self: record } };
  for (const { name, cases } of derived) {
    record[name] = cases.find(({ when }) => when(scope))?.value(scope) ?? null;
  }
}
