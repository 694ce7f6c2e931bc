import { nearestMatch, quoted } from '@covergrid/core';
import type { ConfigPath } from '@covergrid/core/config';
import type { Operation } from './argument-list.ts';
import { combine, constant, type Compiled, type ExpressionIssue, type ExpressionReader } from './compiled.ts';
import { DRAW_OPERATIONS } from './draw-operations.ts';
import { drawPlace } from './draws.ts';
import { equalJson, isJsonList, isJsonObject, type Json } from './json.ts';
import { LIST_OPERATIONS } from './list-operations.ts';
import { compileReference, ELEMENT, referenceSteps, type Reference } from './reference.ts';
import type { Scope } from './scope.ts';
import { VALUE_OPERATIONS } from './value-operations.ts';

const MOST_LOOPS = 2;

/** Every operation of formulas, by name. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...VALUE_OPERATIONS,
  ...LIST_OPERATIONS,
  ...DRAW_OPERATIONS,
};

/** Reads formulas and conditions: compiles them, and collects what is wrong and what they refer to. */
export class Expressions implements ExpressionReader {
  readonly issues: ExpressionIssue[] = [];
  readonly references: Reference[] = [];
  private elementDepth = 0;
  private readonly origin: ConfigPath;
  private readonly constants: Readonly<Record<string, Json>>;

  /** `origin` begins the name of each draw; `constants` are names whose value is known now. */
  constructor(origin: ConfigPath = [], constants: Readonly<Record<string, Json>> = {}) {
    this.origin = origin;
    this.constants = constants;
  }

  formula(value: unknown, path: ConfigPath): Compiled<Json> {
    if (typeof value === 'string' && value.startsWith('$')) return this.text(value, path);
    if (value === undefined) return this.refuse(path, 'is missing');
    if (value === null || typeof value !== 'object') return constant(value as Json);
    if (Array.isArray(value)) return this.list(value, path);
    const entries = Object.entries(value);
    const operation = entries.find(([key]) => key.startsWith('$'));
    if (operation === undefined) return this.object(entries, path);
    const [name, argument] = operation;
    if (entries.length > 1) return this.refuse(path, `must have no other key beside ${quoted(name)}`);
    return this.operation(name, argument, [...path, name]);
  }

  condition(value: unknown, path: ConfigPath): Compiled<boolean> {
    if (!isJsonObject(value)) return this.fail(path, 'must be a map of conditions');
    const parts = Object.entries(value).map(([key, part]) => this.conditionPart(key, part, [...path, key]));
    const [first, second] = parts;
    if (first === undefined) return constant(true);
    if (second === undefined) return first;
    return combine(parts, everyOf(parts));
  }

  refuse(path: ConfigPath, message: string): Compiled<Json> {
    this.issues.push({ code: 'CONFIG_INVALID', path, message });
    return constant(null);
  }

  overElement<T>(path: ConfigPath, compile: () => T): T {
    this.elementDepth += 1;
    // Each loop multiplies the work of those in it: no budget for one of them would bound three.
    if (this.elementDepth > MOST_LOOPS)
      this.refuse(path, `must not go through lists in more than ${MOST_LOOPS} loops, one in another`);
    const compiled = compile();
    this.elementDepth -= 1;
    return compiled;
  }

  named(path: ConfigPath): ConfigPath {
    return [...this.origin, ...path];
  }

  place(path: ConfigPath): number {
    return drawPlace(this.named(path));
  }

  private text(value: string, path: ConfigPath): Compiled<Json> {
    if (value.startsWith('$$')) return constant(value.slice(1));
    const steps = referenceSteps(value.slice(1));
    if (steps === undefined)
      return this.refuse(
        path,
        `must be a reference such as $order.total; text that begins with $ is written $$`,
      );
    return this.reference(steps, path, false);
  }

  private reference(steps: Reference['steps'], path: ConfigPath, isKey: boolean): Compiled<Json> {
    if (steps[0] !== ELEMENT || this.elementDepth === 0) this.references.push({ path, isKey, steps });
    const read = compileReference(steps);
    if (Object.hasOwn(this.constants, steps[0])) return constant(read({ names: this.constants }));
    return { run: read, names: new Set([steps[0]]), isDrawing: false };
  }

  private list(value: readonly unknown[], path: ConfigPath): Compiled<Json> {
    const parts = value.map((item, index) => this.formula(item, [...path, index]));
    return combine(parts, (scope) => parts.map((part) => part.run(scope)));
  }

  private object(entries: readonly (readonly [string, unknown])[], path: ConfigPath): Compiled<Json> {
    // Assigned below, it would be the prototype.
    if (entries.some(([key]) => key === '__proto__'))
      return this.refuse(path, 'must not have a key __proto__');
    const parts = entries.map(([key, item]) => this.formula(item, [...path, key]));
    // Copied and filled in: an object that grows key by key costs several times as much.
    const template: Record<string, Json> = Object.fromEntries(entries.map(([key]) => [key, null]));
    return combine(parts, (scope) => {
      const result = { ...template };
      for (const [index, [key]] of entries.entries()) result[key] = parts[index]?.run(scope) ?? null;
      return result;
    });
  }

  private operation(name: string, argument: unknown, path: ConfigPath): Compiled<Json> {
    const compile = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    if (compile !== undefined) return compile(argument, path, this);
    const near = nearestMatch(name, Object.keys(OPERATIONS));
    const hint = near === undefined ? '' : ` (did you mean ${quoted(near)}?)`;
    return this.refuse(path.slice(0, -1), `must be an operation, which ${quoted(name)} is not${hint}`);
  }

  private conditionPart(key: string, part: unknown, path: ConfigPath): Compiled<boolean> {
    if (key === 'not') {
      const inner = this.condition(part, path);
      return combine([inner], (scope) => !inner.run(scope));
    }
    if (key === 'all' || key === 'any') {
      if (!Array.isArray(part) || part.length === 0) return this.fail(path, 'must be a list of conditions');
      const parts = part.map((item, index) => this.condition(item, [...path, index]));
      if (key === 'all') return combine(parts, everyOf(parts));
      return combine(parts, (scope) => parts.some((each) => each.run(scope)));
    }
    const steps = referenceSteps(key);
    if (steps === undefined)
      return this.fail(path, 'must be all, any, not, or a path such as order.status, without $');
    const value = this.reference(steps, path, true);
    return this.test(value, part, path);
  }

  private test(value: Compiled<Json>, test: unknown, path: ConfigPath): Compiled<boolean> {
    if (!isJsonObject(test)) {
      const isWanted = this.scalars(test, path);
      return combine([value], (scope) => isWanted(value.run(scope)));
    }
    const entries = Object.entries(test);
    if (entries.length === 0) return this.fail(path, `must have a test: ${TESTS}`);
    const parts = entries.map(([kind, argument]) => this.testPart(value, kind, argument, [...path, kind]));
    const [first] = parts;
    if (parts.length === 1 && first !== undefined) return first;
    return combine(parts, everyOf(parts));
  }

  private testPart(
    value: Compiled<Json>,
    kind: string,
    argument: unknown,
    path: ConfigPath,
  ): Compiled<boolean> {
    if (kind === 'not') {
      const isWanted = this.scalars(argument, path);
      return combine([value], (scope) => !isWanted(value.run(scope)));
    }
    const compare = Object.hasOwn(COMPARISONS, kind) ? COMPARISONS[kind] : undefined;
    if (compare === undefined) return this.fail(path, `must be one of ${TESTS}`);
    const bound = this.formula(argument, path);
    return combine([value, bound], (scope) => compare(value.run(scope), bound.run(scope)));
  }

  private scalars(test: unknown, path: ConfigPath): (value: Json) => boolean {
    const wanted: readonly unknown[] = Array.isArray(test) ? test : [test];
    const wrong = wanted.findIndex((item) => typeof item === 'object' && item !== null);
    if (wrong >= 0) this.refuse(path, 'must be a value, a list of values, or a map with a test');
    if (wanted.some((item) => typeof item === 'string' && item.startsWith('$')))
      this.refuse(path, 'must be a plain value; what is computed is written {is: $reference}');
    const [only] = wanted;
    if (wanted.length === 1) return (value) => value === only;
    return (value) => wanted.includes(value);
  }

  private fail(path: ConfigPath, message: string): Compiled<boolean> {
    this.refuse(path, message);
    return constant(false);
  }
}

/** As `every` of a list; the loop takes half the time, and a world asks for thousands of these. */
function everyOf(parts: readonly Compiled<boolean>[]): (scope: Scope) => boolean {
  const runs = parts.map(({ run }) => run);
  return (scope) => {
    for (const run of runs) if (!run(scope)) return false;
    return true;
  };
}

const COMPARISONS: Readonly<Record<string, (value: Json, other: Json) => boolean>> = {
  min: within((value, bound) => value >= bound),
  max: within((value, bound) => value <= bound),
  above: within((value, bound) => value > bound),
  below: within((value, bound) => value < bound),
  is: equalJson,
  in: (value, list) => isJsonList(list) && list.some((item) => equalJson(value, item)),
};

const TESTS = ['not', ...Object.keys(COMPARISONS)].join(', ');

/** Numbers are held against numbers, texts against texts; anything else is not within the bound. */
function within<T extends number | string>(holds: (value: T, bound: T) => boolean) {
  return (value: Json, bound: Json): boolean =>
    typeof value === typeof bound &&
    (typeof value === 'number' || typeof value === 'string') &&
    holds(value as T, bound as T);
}
