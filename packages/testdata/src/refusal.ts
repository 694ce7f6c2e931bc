import { quoted } from '@covergrid/core';
import type { CompiledEvent } from './compile-entity.ts';
import { describeType } from './field-type.ts';
import { isJsonList, member, type JsonObject } from './json.ts';
import type { Scope } from './scope.ts';

/** Why an event does not happen. */
export interface Refusal {
  readonly error: string;
  readonly message: string;
}

/** The first argument that is unknown, missing or of another type than declared. */
export function wrongArgument(event: CompiledEvent, args: JsonObject): Refusal | undefined {
  for (const name of Object.keys(args)) {
    if (event.arguments.has(name)) continue;
    return { error: 'invalid_arguments', message: `${event.name} takes no ${quoted(name)}.` };
  }
  for (const [name, { type, fits }] of event.arguments) {
    if (fits(member(args, name))) continue;
    return { error: 'invalid_arguments', message: `${event.name} needs ${name}: ${describeType(type)}.` };
  }
  return undefined;
}

/** The first requirement of an event that does not hold. */
export function firstUnmet(event: CompiledEvent, scope: Scope): Refusal | undefined {
  for (const { each, when, error, message } of event.requires) {
    if (each === undefined) {
      if (!when(scope)) return { error, message };
      continue;
    }
    const elements = each(scope);
    if (!isJsonList(elements)) continue;
    for (const item of elements) if (!when({ ...scope, item })) return { error, message };
  }
  return undefined;
}
