import path from 'node:path';
import { sha256, takeSteps, type RunningOptions } from '@covergrid/core';
import { writing } from '@covergrid/core/files';
import { validateConfig, readConfigFile } from '@covergrid/core/config';
import { ratesSchema } from '@covergrid/llm';
import { compileSteps } from '@covergrid/rules';
import { reportSteps } from './coverage-contents.ts';
import { openReportSource, readConversationsReport, renderReport } from './conversations-report.ts';
import { loadDatasetConfiguration } from './dataset-directories.ts';
import { readEarlierOutput } from './earlier-output.ts';
import { outputNames } from './output-names.ts';
import { readRunRecord, recordText, untimedRecord, type RunRecord } from './run-record.ts';
import { writeContents, type Wanted } from './write-contents.ts';

/** Options of {@link writeReport}. */
export interface ReportOptions extends RunningOptions {
  /** Where to write; default: beside the manifest. The files stand in `report/` there. */
  readonly out?: string | undefined;
  readonly overwrite?: boolean | undefined;
  /** Customer turns of a conversation, 1 to 1,000, for the estimate. Default 3. */
  readonly averageTurns?: number | undefined;
  /** Prices by model: a `covergrid/rates@1` file. */
  readonly ratesFile?: string | undefined;
}

/**
 * Renders the report of a planned grid from its files alone, and the one on its conversations where there is one.
 *
 * @throws DATASET_NOT_FOUND, DATASET_CORRUPT, CONFIG_*, INPUT_*, USAGE for an average out of bounds, OUTPUT_*,
 *   INTERRUPTED, MEMORY_LIMIT
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
  const recorded = new Map(contents);
  const onConversations = await readConversationsReport(directory);
  if (onConversations !== undefined) {
    const paths = onConversations.datasets.map((dataset) => dataset.path);
    const source = await openReportSource(directory, paths, { configuration, manifest });
    for (const [name, text] of await renderReport(source, options, rates)) contents.set(name, text);
  }
  const target = options.out ?? directory;
  const names = outputNames();
  const look = async (): Promise<Wanted> => {
    const record = await readRunRecord(path.join(target, names.run));
    return {
      contents: new Map([...contents, [names.run, recordWith(record, recorded)]]),
      earlier: await readEarlierOutput(target, names, options),
    };
  };
  const plan = manifest.plan_sha256;
  const status = await writing(target, () => writeContents(target, look, { names, plan, overwrite }));
  return { status, files: [...contents.keys()].map((name) => path.join(target, name)) };
}

/** The record of the directory's run with the report's files in it: it says what is ours to replace. */
function recordWith(record: RunRecord | undefined, contents: ReadonlyMap<string, string>): string {
  const hashes = new Map(record?.files.map((file) => [file.path, file.sha256]));
  for (const [name, content] of contents) hashes.set(name, sha256(content));
  const files = [...hashes].map(([name, hash]) => ({ path: name, sha256: hash }));
  return recordText({ ...(record ?? untimedRecord([])), files });
}
