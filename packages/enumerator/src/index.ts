export {
  manifestJsonSchema,
  manifestSchema,
  type AxisAccount,
  type CellAccount,
  type FileEntry,
  type Manifest,
  type RuleAccount,
  type Selection,
} from './manifest-schema.ts';
export { scenarioChunks, type Listing, type RowRange, type ScenarioChunk } from './scenario-chunks.ts';
export { ScenarioIds } from './scenario-ids.ts';
export { buildManifest, type ManifestOptions } from './build-manifest.ts';
export { countLines, keptBefore, selectedRanges, type GridSelection, type Shard } from './grid-selection.ts';
export { tupleCoverage, tupleCoverageSteps, type TupleCoverage } from './tuple-coverage.ts';
export { journalOf, writeListing, type ListingTarget, type WrittenListing } from './write-listing.ts';
export { matchListing } from './match-listing.ts';
export { verifyGridDirectory, type Finding, type Verification } from './verify-grid-directory.ts';
export { listingRanges } from './listing-ranges.ts';
export { CONFIG_FILES, configText } from './config-files.ts';
export { readManifest } from './read-manifest.ts';
export { ScenarioQueries, type Scenario, type ScenarioQuery } from './query-scenarios.ts';
export { countTuples, isTupleCoverageCheap } from './tuple-cost.ts';
