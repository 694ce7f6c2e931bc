export { planCoverage, type CoveragePlan, type PlanOptions } from './coverage-plan.ts';
export { resolveConfiguration, VERTICALS, type ConfigurationSource } from './resolve-configuration.ts';
export type { RunRecord } from './run-record.ts';
export { writeCoverage, type Progress, type WriteOptions, type WriteResult } from './write-coverage.ts';
