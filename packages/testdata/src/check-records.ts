import { compileCondition } from './condition.ts';
import type { Domain } from './domain.ts';
import type { BusinessRule, DomainModel, Entity } from './domain-model-schema.ts';
import type { State } from './draft.ts';
import { describeType, typeTest, type FieldType } from './field-type.ts';
import { compileFormula } from './formula.ts';
import { equalJson, isJsonList, isJsonObject, member, type Json, type JsonObject } from './json.ts';
import { compileReferences } from './references.ts';
import type { Scope } from './scope.ts';

/** Something in a state that its domain model does not allow, or warns of. */
export interface Violation {
  /** The id of a rule, or `key`, `type`, `derived` or `reference` for what every model demands. */
  readonly rule: string;
  /** E: impossible in a correct business; W: suspicious; I: a note. */
  readonly severity: 'E' | 'W' | 'I';
  readonly entity: string;
  /** The key of the record. */
  readonly key: string;
  /** A sentence: what is wrong, or the description of the rule. */
  readonly message: string;
}

/**
 * Checks every record of a state: keys, types, derived fields, references, and the rules of the model, in the order
 * of its entities, records, rules. Records are not trusted: a collection or record of another shape is a finding.
 */
export function checkRecords(domain: Domain, state: State): Violation[] {
  return checkerOf(domain)(state);
}

type Checker = (state: State) => Violation[];

const checkers = new WeakMap<Domain, Checker>();

function checkerOf(domain: Domain): Checker {
  const known = checkers.get(domain);
  if (known !== undefined) return known;
  const checker = compileChecker(domain);
  checkers.set(domain, checker);
  return checker;
}

function compileChecker(domain: Domain): Checker {
  const { model } = domain;
  const entities = model.entities.map((entity) => ({
    entity,
    types: Object.entries(entity.types).map(([name, type]) => ({ name, type, fits: typeTest(type) })),
    dangling: compileReferences(entity, model),
    rules: model.rules.filter((rule) => rule.entity === entity.id).map((rule) => compileRule(rule, model)),
  }));
  return (state) =>
    entities.flatMap(({ entity, types, dangling, rules }) => {
      const records = state[entity.collection] ?? {};
      if (!isJsonObject(records)) return [finding('key', entity.id, '', 'The collection is no object.')];
      return Object.entries(records).flatMap(([key, record]) => {
        if (!isJsonObject(record)) return [finding('key', entity.id, key, 'The record is no object.')];
        return [
          ...checkShape(domain, entity, types, key, record),
          ...dangling(record, state).map(({ field, target, value }) =>
            finding(
              'reference',
              entity.id,
              key,
              `${field} names ${target} ${JSON.stringify(value)}, which is not there.`,
            ),
          ),
          ...rules.flatMap((rule) => rule(state, record, key)),
        ];
      });
    });
}

interface TypedField {
  readonly name: string;
  readonly type: FieldType;
  readonly fits: (value: Json) => boolean;
}

function checkShape(
  domain: Domain,
  entity: Entity,
  types: readonly TypedField[],
  key: string,
  record: JsonObject,
): Violation[] {
  const violations: Violation[] = [];
  const complain = (rule: string, message: string): void => {
    violations.push(finding(rule, entity.id, key, message));
  };
  if (record[entity.key] !== key)
    complain('key', `${entity.key} is not the key under which the record stands.`);
  for (const name of Object.keys(record))
    if (!Object.hasOwn(entity.types, name)) complain('type', `There is no field ${name}.`);
  for (const { name, type, fits } of types) {
    if (!fits(member(record, name))) complain('type', `${name} must be ${describeType(type)}.`);
  }
  for (const [name, value] of Object.entries(domain.derive(entity.id, record)))
    if (!equalJson(member(record, name), value))
      complain('derived', `${name} does not follow from the other fields.`);
  return violations;
}

function compileRule(
  { id, severity, entity, description, each, when, holds }: BusinessRule,
  { pools }: DomainModel,
): (state: State, record: JsonObject, key: string) => Violation[] {
  const options = { path: ['rules', id], constants: { pools } };
  const elements = each === undefined ? undefined : compileFormula(each, options);
  const applies = compileCondition(when ?? {}, options);
  const isKept = compileCondition(holds, options);
  const isBroken = (scope: Scope): boolean => applies(scope) && !isKept(scope);
  return (state, record, key) => {
    const names = { self: record, state, now: state.now };
    const list = elements?.({ names }) ?? null;
    const broken =
      elements === undefined
        ? isBroken({ names })
        : isJsonList(list) && list.some((item) => isBroken({ names, item }));
    return broken ? [{ rule: id, severity, entity, key, message: description }] : [];
  };
}

function finding(rule: string, entity: string, key: string, message: string): Violation {
  return { rule, severity: 'E', entity, key, message };
}
