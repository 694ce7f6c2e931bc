import type { DomainModel, Entity } from './domain-model-schema.ts';
import { member, type Json, type JsonObject } from './json.ts';

/** A key in a record that names a record which is not there. */
interface DanglingReference {
  /** As the model declares it: `lines.*.item_id`. */
  readonly field: string;
  /** The entity it should be of. */
  readonly target: string;
  readonly value: Json;
}

/**
 * Finds the references of a record that lead nowhere; null leads nowhere on purpose. Given the record as it was
 * before, only fields that differ from it are looked at.
 */
export type FindDangling = (record: JsonObject, state: JsonObject, before?: Json) => DanglingReference[];

/** Compiles what an entity declares under `references`. */
export function compileReferences(entity: Entity, model: DomainModel): FindDangling {
  const references = Object.entries(entity.references).map(([field, target]) => ({
    field,
    steps: field.split('.'),
    target,
    collection: model.entities.find(({ id }) => id === target)?.collection ?? '',
  }));
  return (record, state, before = null) => {
    const dangling: DanglingReference[] = [];
    for (const { field, steps, target, collection } of references) {
      const [first = ''] = steps;
      if (before !== null && member(before, first) === member(record, first)) continue;
      const records = member(state, collection);
      for (const value of valuesAt(record, steps)) {
        if (value === null || (typeof value === 'string' && member(records, value) !== null)) continue;
        dangling.push({ field, target, value });
      }
    }
    return dangling;
  };
}

function valuesAt(value: Json, [step, ...rest]: readonly string[]): readonly Json[] {
  if (step === undefined) return [value];
  if (step !== '*') return valuesAt(member(value, step), rest);
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap((element: Json) => valuesAt(element, rest));
}
