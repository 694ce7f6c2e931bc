export {
  CompiledGrid,
  compileGrid,
  type CompileOptions,
  type Explanation,
  type RuleEffect,
} from './compiled-grid.ts';
export type { Run, RunVisitor } from './run-walk.ts';
export { definitionSteps, fatesByDefinition, matches, type Point, type PointFate } from './definition.ts';
