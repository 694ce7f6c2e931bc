export {
  BUILT_IN_METRICS,
  createMetrics,
  type CreateMetricsOptions,
  type MetricChoice,
  type NamedMetric,
} from './create-metrics.ts';
export { evaluateRun, type EvaluateOptions, type Evaluation } from './evaluate-run.ts';
export { Evidence, type EvaluationCase, type Expectation, type MadeCall } from './evidence.ts';
export {
  metricPlugin,
  type Metric,
  type MetricPlugin,
  type MetricServices,
  type ScoreKind,
} from './metric.ts';
export { mutateDataset, type MutateOptions } from './mutate-dataset.ts';
export { mutationReportSchema, type MutationReport } from './mutate-schema.ts';
export { passAll, passAt } from './pass-at.ts';
export { evaluatorJsonSchema, evaluatorSchemaNames, type JsonSchema } from './published-schemas.ts';
export { scored, scoreSchema, unscored, type Judgement, type Score, type UnscoredCause } from './score.ts';
export { summarySchema, type Summary } from './summary-schema.ts';
export type { Thresholds } from './thresholds.ts';
export { wilsonInterval, type Interval } from './wilson.ts';
