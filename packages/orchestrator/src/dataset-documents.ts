import { productVersion } from '@covergrid/core';
import {
  CARD,
  HEADERS,
  renderCard,
  type DatasetDocument,
  type DatasetMetadata,
  type GoldenDocument,
} from '@covergrid/datasets';
import type { DatasetParts } from './dataset-parts.ts';
import type { GenerationPlan, PlannedDataset } from './generation-plan.ts';

/** Both headers of a dataset. */
export interface Documents {
  readonly document: DatasetDocument;
  readonly golden: GoldenDocument;
}

const LICENCE = 'Apache-2.0';

/** The headers of a dataset whose parts are all there. */
export function documentsOf(
  { vertical, coverage, variants, config }: GenerationPlan,
  { group, hash, conversations }: PlannedDataset,
  parts: DatasetParts,
  version: string,
): Documents {
  const difficulties = new Set(
    vertical.sources.taxonomy.behaviors
      .filter(({ id }) => group.behaviors.includes(id))
      .map(({ difficulty }) => difficulty ?? 'medium'),
  );
  const [only, ...others] = difficulties;
  const metadata: DatasetMetadata = {
    dataset_id: group.datasetId,
    version,
    vertical: vertical.id,
    scope: { domains: [...group.domains], behaviors: [...group.behaviors] },
    difficulty: only === undefined || others.length > 0 ? 'mixed' : only,
    seed: coverage.manifest.seed,
    variants,
    config: { ...config },
    plan_sha256: hash,
    ...(group.ofTwins && { twins: group.ofTwins }),
    counts: { conversations, turns: parts.turns },
    licence: LICENCE,
    created_by: `covergrid ${productVersion()}`,
  };
  return {
    document: { schema: 'covergrid/dataset@2', metadata, parts: parts.conversations },
    golden: { schema: 'covergrid/golden@2', metadata, parts: parts.goldens },
  };
}

/** The card and the headers of a dataset by name, the one that speaks of all others last. */
export function documentContents(
  { document, golden }: Documents,
  { stats }: DatasetParts,
): Map<string, string> {
  return new Map([
    [CARD, renderCard(document, golden, stats.finish())],
    [HEADERS.golden, jsonText(golden)],
    [HEADERS.dataset, jsonText(document)],
  ]);
}

/** A document as it stands in its file. */
export function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
