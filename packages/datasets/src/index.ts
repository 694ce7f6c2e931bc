export { catalogueSchema, renderCatalogue, type Catalogue } from './catalogue.ts';
export { compareDatasets } from './compare-datasets.ts';
export type { DatasetFinding, FindingKind } from './dataset-finding.ts';
export {
  datasetStats,
  FEWEST_TURNS_TO_JUDGE,
  StatsCollector,
  type DatasetStats,
  type JudgedFigure,
  type StatsLabel,
  type StatsSummary,
} from './dataset-stats.ts';
export { diffDatasets, type DatasetDiff, type DiffOptions } from './diff-datasets.ts';
export { differenceInWords, jsonDifferences, type JsonDifference } from './json-differences.ts';
export {
  datasetDocumentKinds,
  datasetJsonSchema,
  type DatasetDocumentKind,
  type JsonSchema,
} from './published-schemas.ts';
export { conversationBlocks, showConversation, type ConversationBlock } from './show-conversation.ts';
export {
  summarizeConversations,
  type ConversationLengths,
  type ConversationsSummary,
  type Counted,
} from './summarize-conversations.ts';
export { validateDataset } from './validate-dataset.ts';
export {
  verifyCatalogue,
  verifyDataset,
  type ExpectedDataset,
  type VerifyDatasetOptions,
} from './verify-dataset.ts';
export type { DatasetRecord } from './dataset-record.ts';
export {
  datasetSchema,
  goldenFileSchema,
  type DatasetDocument,
  type DatasetMetadata,
  type GoldenDocument,
  type Part,
} from './dataset-schema.ts';
export { groupsOf, GROUPINGS, twinsGroup, type DatasetGroup, type Grouping } from './group-scenarios.ts';
export { nextVersion, versionStep, type DatasetDifference, type VersionStep } from './next-version.ts';
export { CARD, HEADERS } from './header-names.ts';
export { openDataset, readRecords, type Dataset } from './read-dataset.ts';
export { renderCard } from './render-card.ts';
export { measureDialogues, type Dialogue, type DialogueFigures } from './quality/dialogue-figures.ts';
export { boundsText, figureText } from './quality/figure-text.ts';
export {
  judgeFigure,
  QUALITY_BARS,
  type Bounds,
  type QualityBar,
  type QualityVerdict,
} from './quality/quality-bars.ts';
export { partNames, writePart, type PartFiles, type WrittenPart } from './write-part.ts';
