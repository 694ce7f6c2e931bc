import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { canonicalHash, productVersion, reasonToStop, type RunningOptions } from '@covergrid/core';
import { kindOf, reading, resolveInside } from '@covergrid/core/files';
import { openDataset, readRecords, summarizeConversations, type Dataset } from '@covergrid/datasets';
import type { Manifest } from '@covergrid/enumerator';
import type { Rates } from '@covergrid/llm';
import {
  CONVERSATIONS_REPORT,
  conversationsReportSchema,
  renderConversationsReport,
  type ConversationsReport,
  type ReportedDataset,
} from '@covergrid/reporting';
import { inDisplayOrder, type Configuration, type Taxonomy } from '@covergrid/taxonomy';
import { hashFile } from './hash-file.ts';

/** Names of the files, relative to the directory of the vertical. */
export const CONVERSATIONS_FILES = {
  page: `report/${CONVERSATIONS_REPORT.page}`,
  data: `report/${CONVERSATIONS_REPORT.data}`,
} as const;

/** Some datasets of one vertical, opened, with what a report on them depends on. */
export interface ReportSource {
  readonly configuration: Configuration;
  readonly manifest: Manifest;
  readonly datasets: readonly Dataset[];
  readonly entries: readonly ReportedDataset[];
  /** Two sources with the same hash give the same report. */
  readonly madeFrom: string;
}

/**
 * Opens the datasets of a report, in the order in which people see domains and behaviors.
 *
 * @param paths relative to the directory of the vertical, with `/`
 * @throws DATASET_NOT_FOUND, DATASET_CORRUPT, INPUT_UNREADABLE, OUTPUT_UNSAFE_PATH for a path that leads elsewhere
 */
export async function openReportSource(
  root: string,
  paths: readonly string[],
  { configuration, manifest }: Pick<ReportSource, 'configuration' | 'manifest'>,
): Promise<ReportSource> {
  const opened: { dataset: Dataset; entry: ReportedDataset }[] = [];
  for (const below of new Set(paths)) {
    const dataset = await openDataset(resolveInside(root, below));
    opened.push({ dataset, entry: entryOf(dataset, below) });
  }
  const place = placeIn(configuration.taxonomy);
  const sorted = opened.toSorted((a, b) => place(a.dataset) - place(b.dataset));
  const entries = sorted.map(({ entry }) => entry);
  return {
    configuration,
    manifest,
    datasets: sorted.map(({ dataset }) => dataset),
    entries,
    madeFrom: canonicalHash({
      version: productVersion(),
      // Not the plan: which scenarios a listing names changes nothing here.
      taxonomy: manifest.taxonomy.sha256,
      exclusions: manifest.exclusions.sha256,
      seed: manifest.seed,
      conversations: manifest.conversations ?? null,
      datasets: entries,
    }),
  };
}

function entryOf({ document, golden }: Dataset, below: string): ReportedDataset {
  const { dataset_id, version, counts, twins } = document.metadata;
  const hash = canonicalHash({ document, golden });
  return { dataset_id, version, path: below, ...counts, sha256: hash, ...(twins && { twins }) };
}

/** A dataset's place by its first domain, then by its first behavior; benign twins come last. */
function placeIn({ domains, behaviors }: Taxonomy): (dataset: Dataset) => number {
  const first = (shown: readonly { readonly id: string }[], ids: readonly string[]): number =>
    shown.findIndex(({ id }) => ids.includes(id));
  const [shownDomains, shownBehaviors] = [inDisplayOrder(domains), inDisplayOrder(behaviors)];
  return ({ document: { metadata } }) =>
    metadata.twins
      ? domains.length * behaviors.length
      : first(shownDomains, metadata.scope.domains) * behaviors.length +
        first(shownBehaviors, metadata.scope.behaviors);
}

/**
 * Renders the report, its files by name; records are read one after the other. Benign twins, which are outside the
 * grid, are named in it and count in none of its figures.
 *
 * @throws DATASET_CORRUPT, INPUT_UNREADABLE, INTERRUPTED, MEMORY_LIMIT
 */
export async function renderReport(
  { configuration, manifest, datasets, entries, madeFrom }: ReportSource,
  running: RunningOptions,
  rates?: Rates,
): Promise<Map<string, string>> {
  const summary = await summarizeConversations(recordsOf(datasets, running));
  const files = renderConversationsReport({
    manifest,
    ...configuration,
    datasets: entries,
    summary,
    madeFrom,
    rates,
  });
  return new Map(files.map((file) => [`report/${file.path}`, file.content]));
}

const RECORDS_PER_PAUSE = 64;

async function* recordsOf(
  datasets: readonly Dataset[],
  running: RunningOptions,
): ReturnType<typeof readRecords> {
  const ofGrid = datasets.filter(({ document }) => document.metadata.twins === undefined);
  const total = ofGrid.reduce((sum, { document }) => sum + document.metadata.counts.conversations, 0);
  let done = 0;
  for (const dataset of ofGrid) {
    for await (const record of readRecords(dataset)) {
      yield record;
      if (++done % RECORDS_PER_PAUSE !== 0) continue;
      const reason = reasonToStop(running);
      if (reason !== undefined) throw reason;
      running.onProgress?.({ phase: 'report', done, total });
    }
  }
}

/**
 * What stands in the data file of a report, or undefined where there is none that we wrote.
 *
 * @throws INPUT_UNREADABLE
 */
export async function readConversationsReport(root: string): Promise<ConversationsReport | undefined> {
  const file = path.join(root, CONVERSATIONS_FILES.data);
  if ((await kindOf(file)) !== 'file') return undefined;
  const text = await reading(file, () => readFile(file, 'utf8'));
  try {
    return conversationsReportSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** True where the page that stands there is the one that the data file was written with. */
export async function isPageOf(root: string, { files }: ConversationsReport): Promise<boolean> {
  const file = path.join(root, CONVERSATIONS_FILES.page);
  if ((await kindOf(file)) !== 'file') return false;
  const hash = await hashFile(file);
  return files.some((entry) => entry.path === CONVERSATIONS_REPORT.page && entry.sha256 === hash);
}

/**
 * Whether a file of the report is ours to replace: the data file by its form, the page by its hash in it; undefined
 * for the name of another file.
 *
 * @throws INPUT_UNREADABLE
 */
export async function isOwnReportFile(root: string, name: string): Promise<boolean | undefined> {
  if (name !== CONVERSATIONS_FILES.page && name !== CONVERSATIONS_FILES.data) return undefined;
  const report = await readConversationsReport(root);
  if (report === undefined) return false;
  return name === CONVERSATIONS_FILES.data || isPageOf(root, report);
}
