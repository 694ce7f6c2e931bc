export {
  compileCondition,
  conditionReferences,
  conditionSchema,
  type Condition,
  type ConditionTest,
} from './condition.ts';
export { drawsFor, type Draws } from './draws.ts';
export {
  compileFormula,
  formulaReferences,
  formulaSchema,
  type CompileOptions,
  type Formula,
} from './formula.ts';
export { isInstant, type Instant } from './instant.ts';
export { equalJson, isJsonList, isJsonObject, member, type Json, type JsonObject } from './json.ts';
export type { Reference } from './reference.ts';
export type { Scope } from './scope.ts';
export {
  domainModelSchema,
  type BusinessRule,
  type DomainModel,
  type Effect,
  type Entity,
  type EntityEvent,
  type Requirement,
} from './domain-model-schema.ts';
export { isOptional, type FieldType } from './field-type.ts';
export { checkRecords, type Violation } from './check-records.ts';
export { compileDomainModel, type Applied, type Domain, type Happening, type MakeOptions } from './domain.ts';
export { type State, type Touched } from './draft.ts';
export { domainModelJsonSchema } from './json-schema.ts';
export { defineDomainModel, loadDomainModel, parseDomainModel } from './load-domain-model.ts';
export { requireSmall } from './value-size.ts';
