import type { ConfigPath } from '@covergrid/core/config';
import type { DomainModel, Effect, Entity, EntityEvent, Requirement } from './domain-model-schema.ts';
import { Expressions } from './expression.ts';
import { typeTest, type FieldType } from './field-type.ts';
import { conditionReferences, type Condition } from './condition.ts';
import { formulaReferences, type Formula } from './formula.ts';
import type { Json, JsonObject } from './json.ts';
import { compileReferences, type FindDangling } from './references.ts';
import type { Scope } from './scope.ts';

type Run<T = Json> = (scope: Scope) => T;

/** A formula that gives the value of a name. */
export interface Assignment {
  readonly name: string;
  readonly run: Run;
}

/** Something that may be said of each element of a list, and only under a condition. */
interface Scoped {
  readonly each: Run | undefined;
  readonly when: Run<boolean>;
}

interface CompiledRequirement extends Scoped {
  readonly error: string;
  readonly message: string;
}

/** What an effect does; `isDrawing` of the whole tells whether its values are drawn. */
export type CompiledEffect = Scoped &
  (
    | {
        readonly kind: 'set' | 'add' | 'append';
        readonly values: readonly Assignment[];
        /** The derived fields that may differ afterwards, in order. */
        readonly affects: readonly Derived[];
      }
    | { readonly kind: 'create'; readonly entity: string; readonly values: readonly Assignment[] }
    | {
        readonly kind: 'emit';
        readonly event: string;
        readonly target: Run;
        readonly values: readonly Assignment[];
      }
  );

export interface CompiledEvent {
  readonly name: string;
  readonly creates: boolean;
  readonly arguments: ReadonlyMap<
    string,
    { readonly type: FieldType; readonly fits: (value: Json) => boolean }
  >;
  readonly let: readonly Assignment[];
  readonly requires: readonly CompiledRequirement[];
  readonly effects: readonly CompiledEffect[];
}

export interface CompiledEntity {
  readonly model: Entity;
  /** A record with every field null, to be copied and filled in: growing one key by key costs several times as much. */
  readonly template: JsonObject;
  readonly let: readonly Assignment[];
  readonly fields: readonly Assignment[];
  readonly derived: readonly Derived[];
  readonly events: ReadonlyMap<string, CompiledEvent>;
  readonly findDangling: FindDangling;
}

/** A derived field: the first case that holds. */
export interface Derived {
  readonly name: string;
  readonly cases: readonly Case[];
  /** Fields it depends on, those of derived fields before it included. */
  readonly reads: ReadonlySet<string>;
}

interface Case {
  readonly when: Run<boolean>;
  readonly value: Run;
}

/** Compiles what an entity declares. Draws are named by ids, so that what stands around them may change. */
export function compileEntity(entity: Entity, model: DomainModel): CompiledEntity {
  const compiler = new Compiler({ pools: model.pools });
  const at = [entity.id];
  const derived = compileDerived(compiler, entity);
  return {
    model: entity,
    template: Object.fromEntries(
      [...Object.keys(entity.fields), ...Object.keys(entity.derived)].map((name) => [name, null]),
    ),
    let: compiler.assignments(entity.let, [...at, 'let']),
    fields: compiler.assignments(entity.fields, [...at, 'fields']),
    derived,
    findDangling: compileReferences(entity, model),
    events: new Map(
      Object.entries(entity.events).map(([id, event]) => [
        id,
        compileEvent(compiler, `${entity.id}.${id}`, event, derived, [...at, 'events', id]),
      ]),
    ),
  };
}

function compileDerived(compiler: Compiler, entity: Entity): Derived[] {
  const compiled: Derived[] = [];
  for (const [name, cases] of Object.entries(entity.derived)) {
    const own = cases.flatMap(({ when, value }) => [
      ...conditionReferences(when ?? {}),
      ...formulaReferences(value),
    ]);
    const direct = own.filter(({ steps }) => steps[0] === 'self').map(({ steps }) => steps[1] ?? '');
    const inner = compiled.filter((earlier) => direct.includes(earlier.name));
    compiled.push({
      name,
      cases: cases.map(({ when, value }, index) => ({
        when: compiler.condition(when, [entity.id, 'derived', name, index, 'when']),
        value: compiler.formula(value, [entity.id, 'derived', name, index, 'value']),
      })),
      // A record as a whole reads every field.
      reads: new Set([
        ...(direct.includes('') ? Object.keys(entity.fields) : direct),
        ...inner.flatMap(({ reads }) => [...reads]),
      ]),
    });
  }
  return compiled;
}

function compileEvent(
  compiler: Compiler,
  name: string,
  event: EntityEvent,
  derived: readonly Derived[],
  at: ConfigPath,
): CompiledEvent {
  return {
    name,
    creates: event.creates,
    arguments: new Map(
      Object.entries(event.arguments).map(([argument, type]) => [argument, { type, fits: typeTest(type) }]),
    ),
    let: compiler.assignments(event.let, [...at, 'let']),
    requires: event.requires.map((requirement, index) =>
      compileRequirement(compiler, requirement, [...at, 'requires', index]),
    ),
    effects: event.effects.map((effect, index) =>
      compileEffect(compiler, effect, derived, [...at, 'effects', index]),
    ),
  };
}

function compileRequirement(
  compiler: Compiler,
  requirement: Requirement,
  at: ConfigPath,
): CompiledRequirement {
  const { error, message } = requirement;
  return { ...compiler.scoped(requirement, at), error, message };
}

function compileEffect(
  compiler: Compiler,
  effect: Effect,
  derived: readonly Derived[],
  at: ConfigPath,
): CompiledEffect {
  const scoped = compiler.scoped(effect, at);
  const values = (formulas: Readonly<Record<string, Formula>>): Assignment[] =>
    compiler.assignments(formulas, [...at, 'values']);
  const change = (
    kind: 'set' | 'add' | 'append',
    formulas: Readonly<Record<string, Formula>>,
  ): CompiledEffect => ({
    ...scoped,
    kind,
    values: values(formulas),
    affects: derived.filter(({ reads }) => Object.keys(formulas).some((field) => reads.has(field))),
  });
  if ('set' in effect) return change('set', effect.set);
  if ('add' in effect) return change('add', effect.add);
  if ('append' in effect) return change('append', effect.append);
  if ('create' in effect)
    return { ...scoped, kind: 'create', entity: effect.create, values: values(effect.with) };
  return {
    ...scoped,
    kind: 'emit',
    event: effect.emit,
    target: compiler.formula(effect.target ?? null, [...at, 'target']),
    values: values(effect.args),
  };
}

class Compiler {
  private readonly constants: Readonly<Record<string, Json>>;

  constructor(constants: Readonly<Record<string, Json>>) {
    this.constants = constants;
  }

  formula(formula: Formula, path: ConfigPath): Run {
    return new Expressions(path, this.constants).formula(formula, []).run;
  }

  condition(condition: Condition | undefined, path: ConfigPath): Run<boolean> {
    return new Expressions(path, this.constants).condition(condition ?? {}, []).run;
  }

  assignments(formulas: Readonly<Record<string, Formula>>, path: ConfigPath): Assignment[] {
    return Object.entries(formulas).map(([name, formula]) => ({
      name,
      run: this.formula(formula, [...path, name]),
    }));
  }

  scoped(
    { each, when }: { readonly each?: Formula | undefined; readonly when?: Condition | undefined },
    path: ConfigPath,
  ): Scoped {
    return {
      each: each === undefined ? undefined : this.formula(each, [...path, 'each']),
      when: this.condition(when, [...path, 'when']),
    };
  }
}
