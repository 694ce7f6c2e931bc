import path from 'node:path';
import { writing } from '@covergrid/core/files';
import { validateConfig, readConfigFile } from '@covergrid/core/config';
import { ratesSchema } from '@covergrid/reporting';
import { compileSteps } from '@covergrid/rules';
import { reportSteps } from './coverage-contents.ts';
import { loadDatasetConfiguration } from './dataset-directories.ts';
import { outputNames } from './output-names.ts';
import { readEarlierOutput } from './output-state.ts';
import { readRunRecord, type RunRecord } from './run-record.ts';
import { sha256, takeSteps, type Progress, type StopOptions } from '@covergrid/core';
import { finishCommit, writeContents } from './write-contents.ts';

/** Options of {@link writeReport}. */
export interface ReportOptions extends StopOptions {
  /** Where to write; default: beside the manifest. The files stand in `report/` there. */
  readonly out?: string | undefined;
  readonly overwrite?: boolean | undefined;
  /** Customer turns of a conversation, 1 to 1,000, for the estimate. Default 3. */
  readonly averageTurns?: number | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Prices by model: a `covergrid/rates@1` file. */
  readonly ratesFile?: string | undefined;
}

const STAGING = '.covergrid-report';

/**
 * Renders the report of a planned grid from its files alone.
 *
 * @throws DATASET_NOT_FOUND, DATASET_CORRUPT, CONFIG_*, INPUT_*, USAGE for an average out of bounds, OUTPUT_*
 */
export async function writeReport(
  directory: string,
  options: ReportOptions = {},
): Promise<{ status: 'written' | 'unchanged'; files: string[] }> {
  const { configuration, manifest } = await loadDatasetConfiguration(directory);
  const { averageTurns, ratesFile, overwrite = false } = options;
  const rates =
    ratesFile === undefined ? undefined : validateConfig(await readConfigFile(ratesFile), ratesSchema);
  const grid = await takeSteps(compileSteps(configuration, { seed: manifest.seed }), options);
  const report = reportSteps(configuration, grid, manifest, {
    ...(averageTurns !== undefined && { averageTurns }),
    ...(rates && { rates }),
  });
  const contents = await takeSteps(report, options);
  const target = options.out ?? directory;
  const status = await writing(target, () => publish(target, contents, manifest.plan_sha256, overwrite));
  return { status, files: [...contents.keys()].map((name) => path.join(target, name)) };
}

async function publish(
  target: string,
  contents: ReadonlyMap<string, string>,
  plan: string,
  overwrite: boolean,
): Promise<'written' | 'unchanged'> {
  const names = outputNames();
  await finishCommit(target, STAGING, plan);
  const earlier = await readEarlierOutput(target, names);
  const record = await readRunRecord(path.join(target, names.run));
  const recorded = new Map([[names.run, recordWith(record, contents)]]);
  return writeContents(target, new Map([...contents, ...recorded]), earlier, {
    staging: STAGING,
    plan,
    overwrite,
  });
}

/** The record of the directory's run with the report's files in it: it says what is ours to replace. */
function recordWith(record: RunRecord | undefined, contents: ReadonlyMap<string, string>): string {
  const files = new Map(record?.files.map((file) => [file.path, file.sha256]));
  for (const [name, content] of contents) files.set(name, sha256(content));
  const updated: RunRecord = {
    ...(record ?? {
      schema: 'covergrid/run@1',
      started_at: '',
      seconds: 0,
      rows: 0,
      bytes: 0,
      resumed_rows: 0,
      peak_rss_bytes: 0,
    }),
    files: [...files].map(([name, hash]) => ({ path: name, sha256: hash })),
  };
  return `${JSON.stringify(updated, null, 2)}\n`;
}
