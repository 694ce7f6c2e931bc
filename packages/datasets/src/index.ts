export { catalogueSchema, renderCatalogue, type Catalogue } from './catalogue.ts';
export { compareDatasets } from './compare-datasets.ts';
export type { DatasetRecord } from './dataset-record.ts';
export {
  datasetSchema,
  goldenFileSchema,
  type DatasetDocument,
  type DatasetMetadata,
  type GoldenDocument,
  type Part,
} from './dataset-schema.ts';
export { groupsOf, GROUPINGS, type DatasetGroup, type Grouping } from './group-scenarios.ts';
export { nextVersion, versionStep, type DatasetDifference, type VersionStep } from './next-version.ts';
export { HEADERS, openDataset, readRecords, type Dataset } from './read-dataset.ts';
export { renderCard, type CardCounts } from './render-card.ts';
export { measureDialogues, type Dialogue, type DialogueFigures } from './quality/dialogue-figures.ts';
export {
  judgeFigure,
  QUALITY_BARS,
  type Bounds,
  type QualityBar,
  type QualityVerdict,
} from './quality/quality-bars.ts';
export { partNames, writePart, type PartFiles, type WrittenPart } from './write-part.ts';
