export { planCoverage, planSteps, type CoveragePlan, type PlanOptions } from './coverage-plan.ts';
export { loadDatasetConfiguration, type LoadedDataset } from './dataset-directories.ts';
export {
  explainScenario,
  type MatchingRule,
  type ScenarioExplanation,
  type ScenarioReference,
} from './explain-scenario.ts';
export { mergeShards } from './merge-shards.ts';
export { resolveConfiguration, VERTICALS, type ConfigurationSource } from './resolve-configuration.ts';
export type { RunRecord } from './run-record.ts';
export { verifyCoverage, type VerifiedDataset } from './verify-coverage.ts';
export type { Progress } from '@covergrid/core';
export { writeCoverage, type WriteOptions, type WriteResult } from './write-coverage.ts';
export { writeReport, type ReportOptions } from './write-report.ts';
