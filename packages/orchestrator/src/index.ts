export { conversationGaps, type ConversationGap } from './conversation-gaps.ts';
export { conversationDatasetPaths, conversationDatasets } from './conversation-datasets.ts';
export { planCoverage, planSteps, type CoveragePlan, type PlanOptions } from './coverage-plan.ts';
export {
  findDatasets,
  findShardedDatasets,
  loadDatasetConfiguration,
  type LoadedDataset,
  type ShardedDirectory,
} from './dataset-directories.ts';
export { explainDataset } from './explain-dataset.ts';
export type { WriteDatasetsOptions } from './dataset-run.ts';
export {
  explainScenario,
  explainSteps,
  type MatchingRule,
  type ScenarioExplanation,
  type ScenarioReference,
} from './explain-scenario.ts';
export {
  planGeneration,
  type GenerationOptions,
  type GenerationPlan,
  type PlannedDataset,
} from './generation-plan.ts';
export { mergeDatasets, type MergeDatasetsOptions, type MergedDatasets } from './merge-datasets.ts';
export { mergeShards, type MergeOptions } from './merge-shards.ts';
export {
  domainsWithoutPlaybook,
  resolveConfiguration,
  resolveVertical,
  VERTICALS,
  type ConfigurationSource,
} from './resolve-configuration.ts';
export type { RunRecord } from './run-record.ts';
export { checkVertical, type VerticalCheck } from './check-vertical.ts';
export type { VerifyOptions } from './verify-conversations.ts';
export { verifyCoverage, type VerifiedDataset } from './verify-coverage.ts';
export { previewCoverage, type PreviewResult } from './preview-coverage.ts';
export {
  writeConversationsReport,
  type ConversationsReportOptions,
  type WrittenConversationsReport,
} from './write-conversations-report.ts';
export { writeCoverage, type WriteResult } from './write-coverage.ts';
export type { WriteOptions } from './write-options.ts';
export type { WrittenDataset } from './write-dataset.ts';
export { writeDatasets, writeGeneration, type WrittenGeneration } from './write-datasets.ts';
export { writeShard, type WrittenShard } from './write-shard.ts';
export type { DatasetShard } from './dataset-shard.ts';
export { writeReport, type ReportOptions } from './write-report.ts';
