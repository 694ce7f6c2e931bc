import { didYouMean, quoted, type Issue } from '@covergrid/core';
import { FindingList, type ConfigDocument, type ConfigPath } from '@covergrid/core/config';
import type {
  BusinessRule,
  DomainModel,
  Effect,
  Entity,
  EntityEvent,
  Requirement,
} from './domain-model-schema.ts';
import { Expressions } from './expression.ts';
import { isOptional } from './field-type.ts';
import { ELEMENT, type Reference } from './reference.ts';

/** What references may name in one place: each first step with the second steps it may have, or any. */
type Known = ReadonlyMap<string, ReadonlySet<string> | 'any'>;

const OWN_NAMES = new Set(['self', 'with', 'args', 'at', 'now', 'state', 'pools', ELEMENT]);

/** All that is wrong with a domain model of valid shape: names that nothing declares, missing types, circles. */
export function checkDomainModel(model: DomainModel, document: ConfigDocument): Issue[] {
  const findings = new FindingList(document);
  new ModelCheck(model, findings).run();
  return findings.issues();
}

class ModelCheck {
  private readonly model: DomainModel;
  private readonly findings: FindingList;
  private readonly entities: ReadonlyMap<string, Entity>;
  private readonly events: ReadonlyMap<string, EntityEvent>;
  /** What every formula may name. */
  private readonly everywhere: Known;

  constructor(model: DomainModel, findings: FindingList) {
    this.model = model;
    this.findings = findings;
    this.entities = new Map(model.entities.map((entity) => [entity.id, entity]));
    this.events = new Map(
      model.entities.flatMap((entity) =>
        Object.entries(entity.events).map(([name, event]) => [`${entity.id}.${name}`, event] as const),
      ),
    );
    this.everywhere = new Map<string, ReadonlySet<string> | 'any'>([
      ['pools', new Set(Object.keys(model.pools))],
      ['state', new Set(['now', ...model.entities.map(({ collection }) => collection)])],
      ['now', 'any'],
    ]);
  }

  run(): void {
    const { entities, rules } = this.model;
    this.unique(entities, 'id', ['entities']);
    this.unique(entities, 'collection', ['entities']);
    this.unique(rules, 'id', ['rules']);
    for (const [index, entity] of entities.entries()) this.entity(entity, ['entities', index]);
    for (const [index, rule] of rules.entries()) this.rule(rule, ['rules', index]);
    this.circles();
  }

  private unique<K extends string>(
    list: readonly Readonly<Record<K, string>>[],
    key: K,
    path: ConfigPath,
  ): void {
    const seen = new Set<string>();
    for (const [index, entry] of list.entries()) {
      if (seen.has(entry[key]))
        this.add(
          'CONFIG_DUPLICATE_ID',
          [...path, index, key],
          'value',
          () => `There is a second ${quoted(entry[key])}.`,
        );
      seen.add(entry[key]);
    }
  }

  private entity(entity: Entity, path: ConfigPath): void {
    const fields = Object.keys(entity.fields);
    const derived = Object.keys(entity.derived);
    const all = new Set([...fields, ...derived]);
    this.types(entity, all, path);
    if (entity.collection === 'now')
      this.add(
        'CONFIG_INVALID',
        [...path, 'collection'],
        'value',
        () => '"now" is the clock of a state; choose another.',
      );
    if (!fields.includes(entity.key)) this.unknown('field', entity.key, fields, [...path, 'key'], 'value');
    const making = new Map([...this.everywhere, ['with', 'any'], ['at', 'any']] as const);
    const locals = this.locals(entity.let, making, [...path, 'let']);
    const earlier = new Set<string>();
    for (const [name, formula] of Object.entries(entity.fields)) {
      this.expression('formula', formula, new Map([...locals, ['self', earlier]]), [...path, 'fields', name]);
      earlier.add(name);
    }
    for (const [name, cases] of Object.entries(entity.derived)) {
      for (const [index, { when, value }] of cases.entries()) {
        const at = [...path, 'derived', name, index];
        const known: Known = new Map([
          ['self', new Set(earlier)],
          ['pools', new Set(Object.keys(this.model.pools))],
        ]);
        this.expression('condition', when, known, [...at, 'when'], 'no-draws');
        this.expression('formula', value, known, [...at, 'value'], 'no-draws');
      }
      earlier.add(name);
    }
    for (const [field, target] of Object.entries(entity.references)) {
      const at = [...path, 'references', field];
      const [first = ''] = field.split('.');
      if (!all.has(first)) this.unknown('field', first, all, at, 'key');
      if (!this.entities.has(target)) this.unknown('entity', target, this.entities.keys(), at, 'value');
    }
    for (const [name, event] of Object.entries(entity.events))
      this.event(entity, event, [...path, 'events', name]);
  }

  private types(entity: Entity, all: ReadonlySet<string>, path: ConfigPath): void {
    for (const name of Object.keys(entity.types))
      if (!all.has(name)) this.unknown('field', name, all, [...path, 'types', name], 'key');
    for (const list of ['fields', 'derived'] as const) {
      for (const name of Object.keys(entity[list])) {
        if (Object.hasOwn(entity.types, name)) continue;
        this.add(
          'CONFIG_INVALID',
          [...path, list, name],
          'key',
          () => `${quoted(name)} has no type under \`types\`.`,
        );
      }
    }
    for (const name of Object.keys(entity.derived)) {
      if (Object.hasOwn(entity.fields, name))
        this.add(
          'CONFIG_DUPLICATE_ID',
          [...path, 'derived', name],
          'key',
          () => `${quoted(name)} is a field already.`,
        );
    }
  }

  /** Checks the formulas of a `let`, and gives what is known behind it. */
  private locals(formulas: Entity['let'], known: Known, path: ConfigPath): Known {
    const behind = new Map(known);
    for (const [name, formula] of Object.entries(formulas)) {
      if (OWN_NAMES.has(name))
        this.add(
          'CONFIG_INVALID',
          [...path, name],
          'key',
          () => `${quoted(name)} is a name of the language; choose another.`,
        );
      this.expression('formula', formula, behind, [...path, name]);
      behind.set(name, 'any');
    }
    return behind;
  }

  private event(entity: Entity, event: EntityEvent, path: ConfigPath): void {
    const self = new Set([...Object.keys(entity.fields), ...Object.keys(entity.derived)]);
    const args = new Set(Object.keys(event.arguments));
    const given = new Map([...this.everywhere, ['args', args], ['at', 'any']] as const);
    const before: Known = event.creates ? given : new Map([...given, ['self', self]]);
    const known = this.locals(event.let, before, [...path, 'let']);
    for (const [index, requirement] of event.requires.entries())
      this.requirement(requirement, known, [...path, 'requires', index]);
    const after = new Map([...known, ['self', self]] as const);
    for (const [index, effect] of event.effects.entries())
      this.effect(entity, effect, after, [...path, 'effects', index]);
  }

  private requirement({ each, when }: Requirement, known: Known, path: ConfigPath): void {
    this.expression('formula', each, known, [...path, 'each'], 'no-draws');
    this.expression('condition', when, withElement(known, each), [...path, 'when'], 'no-draws');
  }

  private effect(entity: Entity, effect: Effect, known: Known, path: ConfigPath): void {
    this.expression('formula', effect.each, known, [...path, 'each']);
    const inner = withElement(known, effect.each);
    this.expression('condition', effect.when, inner, [...path, 'when']);
    if ('create' in effect) {
      if (!this.entities.has(effect.create))
        this.unknown('entity', effect.create, this.entities.keys(), [...path, 'create'], 'value');
      this.formulas(effect.with, inner, [...path, 'with']);
    } else if ('emit' in effect) {
      this.emission(effect, inner, path);
    } else {
      const kind = 'set' in effect ? 'set' : 'add' in effect ? 'add' : 'append';
      const values = 'set' in effect ? effect.set : 'add' in effect ? effect.add : effect.append;
      const fields = Object.keys(entity.fields).filter((field) => field !== entity.key);
      for (const field of Object.keys(values))
        if (!fields.includes(field))
          this.unknown('field to change', field, fields, [...path, kind, field], 'key');
      this.formulas(values, inner, [...path, kind]);
    }
  }

  private emission(effect: Extract<Effect, { emit: string }>, known: Known, path: ConfigPath): void {
    this.expression('formula', effect.target, known, [...path, 'target']);
    this.formulas(effect.args, known, [...path, 'args']);
    const event = this.events.get(effect.emit);
    if (event === undefined) {
      this.unknown('event', effect.emit, this.events.keys(), [...path, 'emit'], 'value');
      return;
    }
    if (event.creates === (effect.target !== undefined)) {
      const claim = event.creates ? 'makes its record and takes no target' : 'needs a target';
      this.add('CONFIG_INVALID', [...path, 'emit'], 'value', () => `${effect.emit} ${claim}.`);
    }
    const declared = Object.keys(event.arguments);
    for (const name of Object.keys(effect.args))
      if (!declared.includes(name)) this.unknown('argument', name, declared, [...path, 'args', name], 'key');
    for (const [name, type] of Object.entries(event.arguments)) {
      if (isOptional(type) || Object.hasOwn(effect.args, name)) continue;
      this.add(
        'CONFIG_INVALID',
        [...path, 'emit'],
        'value',
        () => `${effect.emit} needs the argument ${quoted(name)}.`,
      );
    }
  }

  private rule(rule: BusinessRule, path: ConfigPath): void {
    const entity = this.entities.get(rule.entity);
    if (entity === undefined) {
      this.unknown('entity', rule.entity, this.entities.keys(), [...path, 'entity'], 'value');
      return;
    }
    const self = new Set([...Object.keys(entity.fields), ...Object.keys(entity.derived)]);
    const known = new Map([...this.everywhere, ['self', self]] as const);
    this.expression('formula', rule.each, known, [...path, 'each'], 'no-draws');
    const inner = withElement(known, rule.each);
    this.expression('condition', rule.when, inner, [...path, 'when'], 'no-draws');
    this.expression('condition', rule.holds, inner, [...path, 'holds'], 'no-draws');
  }

  private formulas(formulas: Entity['let'], known: Known, path: ConfigPath): void {
    for (const [name, formula] of Object.entries(formulas))
      this.expression('formula', formula, known, [...path, name]);
  }

  private expression(
    kind: 'formula' | 'condition',
    value: unknown,
    known: Known,
    path: ConfigPath,
    draws: 'draws' | 'no-draws' = 'draws',
  ): void {
    if (value === undefined) return;
    const expressions = new Expressions();
    const { isDrawing } = expressions[kind](value, []);
    if (isDrawing && draws === 'no-draws')
      this.add(
        'CONFIG_INVALID',
        path,
        'value',
        () => 'Nothing may be drawn here: it must give the same each time.',
      );
    for (const reference of expressions.references) this.reference(reference, known, path);
  }

  private reference({ path: inner, isKey, steps }: Reference, known: Known, path: ConfigPath): void {
    const [first, second] = steps;
    const at = [...path, ...inner];
    const target = isKey ? 'key' : 'value';
    const members = known.get(first);
    if (members === undefined) this.unknown('name here', first, known.keys(), at, target);
    else if (members !== 'any' && second !== undefined && !members.has(second))
      this.unknown(`${first} here`, second, members, at, target);
  }

  private circles(): void {
    const done = new Set<string>();
    const walk = (name: string, trail: readonly string[]): void => {
      if (trail.includes(name)) {
        const circle = [...trail.slice(trail.indexOf(name)), name].join(' → ');
        this.add('CONFIG_CYCLE', this.pathOf(name), 'key', () => `Events lead to themselves: ${circle}.`);
        return;
      }
      if (done.has(name)) return;
      for (const effect of this.events.get(name)?.effects ?? [])
        if ('emit' in effect) walk(effect.emit, [...trail, name]);
      done.add(name);
    };
    for (const name of this.events.keys()) walk(name, []);
  }

  private pathOf(event: string): ConfigPath {
    const [id = '', name = ''] = event.split('.');
    return ['entities', this.model.entities.findIndex((entity) => entity.id === id), 'events', name];
  }

  private unknown(
    what: string,
    name: string,
    candidates: Iterable<string>,
    path: ConfigPath,
    target: 'key' | 'value',
  ): void {
    this.add('CONFIG_UNKNOWN_NAME', path, target, () => {
      const hint = didYouMean(name, candidates);
      return `There is no ${what} ${quoted(name)}.${hint}`;
    });
  }

  private add(...finding: Parameters<FindingList['add']>): void {
    this.findings.add(...finding);
  }
}

function withElement(known: Known, each: unknown): Known {
  return each === undefined ? known : new Map([...known, [ELEMENT, 'any']]);
}
