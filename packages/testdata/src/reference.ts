import type { ConfigPath } from '@covergrid/core/config';
import { member, type Json } from './json.ts';
import type { Scope } from './scope.ts';

/** A reference of a formula or condition: where it stands in it, and what it names. */
export interface Reference {
  /** Keys and list positions from the top of the formula or condition. */
  readonly path: ConfigPath;
  /** True where the reference is the key of a condition, false where it is a value. */
  readonly isKey: boolean;
  /** `$order.lines.0` as `['order', 'lines', '0']`. */
  readonly steps: readonly [string, ...string[]];
}

/** The name under which `$map`, `$filter` and `each` give the element at hand. */
export const ELEMENT = 'item';

const STEPS = /^[a-z]\w*(?:\.[\w-]+)*$/i;

/** The steps of a dotted path such as `order.lines.0`, or undefined for what is none. */
export function referenceSteps(text: string): readonly [string, ...string[]] | undefined {
  if (!STEPS.test(text)) return undefined;
  const [first = '', ...rest] = text.split('.');
  return [first, ...rest];
}

/** Reads a reference; null where anything on its way is missing. */
export function compileReference([name, ...steps]: Reference['steps']): (scope: Scope) => Json {
  const [first, second] = steps;
  if (name === ELEMENT && first !== undefined && second === undefined)
    return (scope) => member(elementOf(scope), first);
  if (name === ELEMENT) return (scope) => steps.reduce<Json>(member, elementOf(scope));
  if (first === undefined) return ({ names }) => named(names, name);
  if (second === undefined) return ({ names }) => member(named(names, name), first);
  return ({ names }) => steps.reduce<Json>(member, named(names, name));
}

function elementOf({ item, names }: Scope): Json {
  return item === undefined ? named(names, ELEMENT) : item;
}

function named(names: Scope['names'], name: string): Json {
  const value = names[name];
  // As in member: what objects inherit is functions.
  return value === undefined || typeof value === 'function' ? null : value;
}
