import type { ConfigPath } from '@covergrid/core/config';
import type { Operation } from './argument-list.ts';
import { combine, type Compiled } from './compiled.ts';
import { drawsOfElement } from './draws.ts';
import { equalJson, isJsonList, isJsonObject, member, type Json } from './json.ts';
import { ELEMENT, referenceSteps } from './reference.ts';
import type { Scope } from './scope.ts';
import { MOST_ELEMENTS, tooLarge } from './value-size.ts';

/** Operations that choose, or that go through the elements of a list as `$item`. */
export const LIST_OPERATIONS: Readonly<Record<string, Operation>> = {
  $if: (argument, path, reader) => {
    if (!Array.isArray(argument) || argument.length < 2 || argument.length > 3)
      return reader.refuse(path, 'must be a list: a condition, a formula where it holds, and one where not');
    const condition = reader.condition(argument[0], [...path, 0]);
    const then = reader.formula(argument[1], [...path, 1]);
    const otherwise = reader.formula(argument[2] ?? null, [...path, 2]);
    return combine([condition, then, otherwise], (scope) =>
      condition.run(scope) ? then.run(scope) : otherwise.run(scope),
    );
  },
  $map: (argument, path, reader) => {
    if (!Array.isArray(argument) || argument.length !== 2)
      return reader.refuse(path, 'must be a list: a list, and a formula over $item');
    const list = reader.formula(argument[0], [...path, 0]);
    const formula = reader.overElement(path, () => reader.formula(argument[1], [...path, 1]));
    return overElements(reader.named(path), list, formula, (elements, scope) => {
      const results: Json[] = [];
      forEachElement(elements, scope, (inner) => results.push(formula.run(inner)));
      return results;
    });
  },
  $filter: (argument, path, reader) => {
    if (!Array.isArray(argument) || argument.length !== 2)
      return reader.refuse(path, 'must be a list: a list, and a condition over item');
    const list = reader.formula(argument[0], [...path, 0]);
    const condition = reader.overElement(path, () => reader.condition(argument[1], [...path, 1]));
    return overElements(reader.named(path), list, condition, (elements, scope) => {
      const kept: Json[] = [];
      forEachElement(elements, scope, (inner, element) => {
        if (condition.run(inner)) kept.push(element);
      });
      return kept;
    });
  },
  $find: (argument, path, reader) => {
    const [first, wanted]: unknown[] = Array.isArray(argument) && argument.length === 2 ? argument : [];
    if (!isJsonObject(wanted))
      return reader.refuse(
        path,
        'must be a list: a list, and a map from fields to the values they must equal',
      );
    const list = reader.formula(first, [...path, 0]);
    const fields = Object.entries(wanted).map(([field, value]) => ({
      steps: referenceSteps(field) ?? [field],
      value: reader.formula(value, [...path, 1, field]),
    }));
    return combine([list, ...fields.map(({ value }) => value)], (scope) => {
      const elements = list.run(scope);
      if (!isJsonList(elements)) return null;
      const values = fields.map(({ steps, value }) => ({ steps, value: value.run(scope) }));
      const found = elements.find((element) =>
        values.every(({ steps, value }) => equalJson(steps.reduce<Json>(member, element), value)),
      );
      return found ?? null;
    });
  },
};

function overElements(
  path: ConfigPath,
  list: Compiled<Json>,
  body: Compiled<unknown>,
  run: (elements: readonly Json[], scope: Scope) => Json,
): Compiled<Json> {
  // The list itself stands outside: an `$item` in it is that of an operation around this one.
  const inner = combine([body], () => null, { bound: ELEMENT });
  return combine([list, { ...inner, isDrawing: body.isDrawing }], (scope) => {
    const elements = list.run(scope);
    if (!isJsonList(elements)) return [];
    if (elements.length > MOST_ELEMENTS) throw tooLarge(path, 'The list');
    return run(elements, scope);
  });
}

/** Runs a body once per element, with `$item` bound to it and with draws of its own. */
function forEachElement(
  elements: readonly Json[],
  scope: Scope,
  body: (inner: Scope, element: Json) => void,
): void {
  const { names, draws } = scope;
  for (const [index, item] of elements.entries())
    body({ names, item, draws: draws && drawsOfElement(draws, index) }, item);
}
