import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  CovergridError,
  printable,
  productVersion,
  reasonToStop,
  type RunningOptions,
} from '@covergrid/core';
import { kindOf, OutputTransaction, reading, resolveInside, writing } from '@covergrid/core/files';
import {
  CARD,
  compareDatasets,
  datasetStats,
  HEADERS,
  nextVersion,
  openDataset,
  partNames,
  readRecords,
  renderCard,
  versionStep,
  writePart,
  type Dataset,
  type DatasetDocument,
  type DatasetGroup,
  type DatasetMetadata,
  type GoldenDocument,
  type Part,
} from '@covergrid/datasets';
import { CaseRecords, partRange } from './case-records.ts';
import type { GenerationPlan, PlannedDataset } from './generation-plan.ts';
import { hashFile } from './hash-file.ts';
import { writeCatalogue } from './write-catalogue.ts';

/** Options of {@link writeDatasets}. */
export interface WriteDatasetsOptions extends RunningOptions {
  /** Datasets go to `<out>/<vertical>/<path>/`. */
  readonly out: string;
  /** Replace datasets of ours that differ; the version then says how. */
  readonly overwrite?: boolean | undefined;
  /** Insist on going on with an interrupted run. Without it one is continued where there is one. */
  readonly resume?: boolean | undefined;
  /** Where versions go on from, as `<previous>/<path>/`; default: what stands where the datasets go. */
  readonly previous?: string | undefined;
}

/** What became of one dataset. */
export interface WrittenDataset {
  readonly directory: string;
  readonly status: 'written' | 'unchanged';
  readonly metadata: DatasetMetadata;
}

const LICENCE = 'Apache-2.0';

/**
 * Writes the datasets of a plan, each whole or not at all, and the catalogue last; an interrupted run goes on with
 * the part it was in. Identical datasets are left alone.
 *
 * @throws GOLDEN_UNPROVEN, OUTPUT_DIFFERS, OUTPUT_FOREIGN, OUTPUT_BUSY, OUTPUT_FAILED, OUTPUT_UNSAFE_PATH,
 *   INPUT_UNREADABLE, INTERRUPTED, MEMORY_LIMIT, RESUME_NOTHING, and DATASET_* where an earlier version cannot be read
 */
export async function writeDatasets(
  plan: GenerationPlan,
  options: WriteDatasetsOptions,
): Promise<WrittenDataset[]> {
  const root = resolveInside(options.out, plan.vertical.id);
  return writing(root, async () => {
    if (options.resume === true) await requireInterrupted(root, plan);
    const records = new CaseRecords(plan);
    const written: WrittenDataset[] = [];
    const total = plan.datasets.reduce((sum, { conversations }) => sum + conversations, 0);
    let done = 0;
    for (const dataset of plan.datasets) {
      const before = done;
      const advance = async (): Promise<void> => {
        done++;
        if (done % RECORDS_PER_PAUSE !== 0) return;
        await setImmediate();
        const reason = reasonToStop(options);
        if (reason !== undefined) throw reason;
        options.onProgress?.({ phase: 'conversations', done, total });
      };
      written.push(await writeDataset(plan, dataset, records, root, options, advance));
      done = before + dataset.conversations;
      options.onProgress?.({ phase: 'conversations', done, total });
    }
    await writeCatalogue(root, plan.coverage.configuration.taxonomy, plan.vertical);
    return written;
  });
}

const RECORDS_PER_PAUSE = 64;

/** @throws RESUME_NOTHING */
async function requireInterrupted(root: string, { datasets }: GenerationPlan): Promise<void> {
  for (const { group } of datasets) {
    if ((await kindOf(path.join(directoryOf(root, group), STAGING, 'plan'))) === 'file') return;
  }
  throw new CovergridError(
    'RESUME_NOTHING',
    `${printable(root)} holds no datasets that an interrupted run left.`,
  );
}

function directoryOf(root: string, group: DatasetGroup): string {
  return path.join(root, ...group.path.split('/'));
}

async function writeDataset(
  plan: GenerationPlan,
  dataset: PlannedDataset,
  records: CaseRecords,
  root: string,
  { overwrite = false, previous }: WriteDatasetsOptions,
  advance: () => Promise<void>,
): Promise<WrittenDataset> {
  const directory = directoryOf(root, dataset.group);
  const earlier = await readEarlier(directory);
  if (earlier?.document.metadata.plan_sha256 === dataset.hash) {
    return { directory, status: 'unchanged', metadata: earlier.document.metadata };
  }
  if (earlier !== undefined && !overwrite) {
    throw new CovergridError(
      'OUTPUT_DIFFERS',
      `${printable(directory)} holds version ${earlier.document.metadata.version} of the dataset, which would change. Nothing was written there.`,
      { data: { directory } },
    );
  }
  const transaction = await OutputTransaction.begin({ directory, plan: dataset.hash, staging: STAGING });
  let isDone = false;
  try {
    await transaction.prepare();
    const staged = await stageParts(plan, dataset, records, transaction, advance);
    const documents = documentsOf(plan, dataset, staged);
    const before = previous === undefined ? earlier : await readPrevious(previous, dataset);
    const { document, golden } = await withVersion(documents, before, transaction);
    const stagedDataset = stagedIn(transaction, { document, golden });
    const card = renderCard(document, golden, await datasetStats(readRecords(stagedDataset)));
    await transaction.stage(HEADERS.golden, jsonText(golden));
    await transaction.stage(CARD, card);
    await transaction.stage(HEADERS.dataset, jsonText(document));
    const names = staged.flatMap(({ conversations, goldens }) => [conversations.path, goldens.path]);
    const current = new Set(names);
    const stale = [...(earlier?.document.parts ?? []), ...(earlier?.golden.parts ?? [])]
      .map((part) => part.path)
      .filter((name) => !current.has(name));
    await transaction.commit([...names, CARD, HEADERS.golden, HEADERS.dataset], stale);
    isDone = true;
    return { directory, status: 'written', metadata: document.metadata };
  } finally {
    if (isDone) await transaction.finish();
    else await transaction.suspend();
  }
}

const STAGING = '.covergrid';

/** The dataset that stands in a directory, every file as it was written; undefined where there is none. */
async function readEarlier(directory: string): Promise<Dataset | undefined> {
  if ((await kindOf(path.join(directory, HEADERS.dataset))) === 'none') return undefined;
  const earlier = await openDataset(directory);
  for (const { path: name, sha256 } of [...earlier.document.parts, ...earlier.golden.parts]) {
    const file = path.join(directory, name);
    if ((await kindOf(file)) === 'file' && (await hashFile(file)) === sha256) continue;
    throw new CovergridError(
      'OUTPUT_FOREIGN',
      `${printable(file)} is not as the dataset beside it says: it is missing, or somebody changed it.`,
      { data: { file } },
    );
  }
  return earlier;
}

/** The version before, in another directory: undefined where that has no such dataset. */
async function readPrevious(previous: string, { group }: PlannedDataset): Promise<Dataset | undefined> {
  const directory = directoryOf(previous, group);
  const isThere = (await kindOf(path.join(directory, HEADERS.dataset))) !== 'none';
  return isThere ? openDataset(directory) : undefined;
}

interface StagedPart {
  readonly conversations: Part;
  readonly goldens: Part;
  readonly turns: number;
}

async function stageParts(
  plan: GenerationPlan,
  dataset: PlannedDataset,
  records: CaseRecords,
  transaction: OutputTransaction,
  advance: () => Promise<void>,
): Promise<StagedPart[]> {
  const parts: StagedPart[] = [];
  for (let index = 0; index < dataset.parts; index++) {
    const names = partNames(index);
    const record = `part-${index}.json`;
    const known = await stagedRecord(transaction.stagedPath(record));
    if (known !== undefined) {
      parts.push(known);
      continue;
    }
    const written = await writePart(
      {
        conversations: transaction.stagedPath(names.conversations),
        goldens: transaction.stagedPath(names.goldens),
      },
      records.of(dataset, partRange(dataset, plan.partSize, index)),
      advance,
    );
    const part: StagedPart = {
      conversations: { path: names.conversations, ...written.conversations },
      goldens: { path: names.goldens, ...written.goldens },
      turns: written.turns,
    };
    // Says that both files are whole: a run that goes on takes the part as it is.
    await transaction.stage(record, jsonText(part));
    parts.push(part);
  }
  return parts;
}

async function stagedRecord(file: string): Promise<StagedPart | undefined> {
  if ((await kindOf(file)) !== 'file') return undefined;
  return JSON.parse(await reading(file, () => readFile(file, 'utf8'))) as StagedPart;
}

interface Documents {
  readonly document: DatasetDocument;
  readonly golden: GoldenDocument;
}

function documentsOf(
  { vertical, coverage, variants, config }: GenerationPlan,
  { group, hash, conversations }: PlannedDataset,
  parts: readonly StagedPart[],
): Documents {
  const difficulties = new Set(
    vertical.sources.taxonomy.behaviors
      .filter(({ id }) => group.behaviors.includes(id))
      .map(({ difficulty }) => difficulty ?? 'medium'),
  );
  const [only, ...others] = difficulties;
  const metadata: DatasetMetadata = {
    dataset_id: group.datasetId,
    version: '1.0.0',
    vertical: vertical.id,
    scope: { domains: [...group.domains], behaviors: [...group.behaviors] },
    difficulty: only === undefined || others.length > 0 ? 'mixed' : only,
    seed: coverage.manifest.seed,
    variants,
    config: { ...config },
    plan_sha256: hash,
    ...(group.ofTwins && { twins: group.ofTwins }),
    counts: { conversations, turns: parts.reduce((sum, { turns }) => sum + turns, 0) },
    licence: LICENCE,
    created_by: `covergrid ${productVersion()}`,
  };
  return {
    document: {
      schema: 'covergrid/dataset@2',
      metadata,
      parts: parts.map((part) => part.conversations),
    },
    golden: { schema: 'covergrid/golden@2', metadata, parts: parts.map(({ goldens }) => goldens) },
  };
}

async function withVersion(
  documents: Documents,
  earlier: Dataset | undefined,
  transaction: OutputTransaction,
): Promise<Documents> {
  if (earlier === undefined) return documents;
  const difference = await compareDatasets(earlier, stagedIn(transaction, documents));
  const version = nextVersion(earlier.document.metadata.version, versionStep(difference));
  const { document, golden } = documents;
  const metadata = { ...document.metadata, version };
  return { document: { ...document, metadata }, golden: { ...golden, metadata } };
}

/** A dataset whose parts are still where they are staged. */
function stagedIn(transaction: OutputTransaction, { document, golden }: Documents): Dataset {
  const staged = (parts: readonly Part[]): Part[] =>
    parts.map((part) => ({ ...part, path: path.basename(transaction.stagedPath(part.path)) }));
  return {
    directory: path.dirname(transaction.stagedPath(HEADERS.dataset)),
    document: { ...document, parts: staged(document.parts) },
    golden: { ...golden, parts: staged(golden.parts) },
  };
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
