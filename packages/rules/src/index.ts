export {
  CompiledGrid,
  compileGrid,
  compileSteps,
  type CompileOptions,
  type Explanation,
  type RuleEffect,
} from './compiled-grid.ts';
export type { Run, RunVisitor } from './run-walk.ts';
export {
  definitionCost,
  fatesByDefinition,
  fatesByDefinitionSteps,
  matches,
  type Point,
  type PointFate,
} from './definition.ts';
