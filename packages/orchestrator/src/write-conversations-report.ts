import path from 'node:path';
import type { RunningOptions } from '@covergrid/core';
import { resolveInside, writing } from '@covergrid/core/files';
import {
  CONVERSATIONS_FILES,
  isPageOf,
  openReportSource,
  readConversationsReport,
  renderReport,
} from './conversations-report.ts';
import { readEarlierOutput } from './earlier-output.ts';
import type { GenerationPlan } from './generation-plan.ts';
import { outputNames } from './output-names.ts';
import { writeContents, type Wanted } from './write-contents.ts';

/** Options of {@link writeConversationsReport}. */
export interface ConversationsReportOptions extends RunningOptions {
  /** As of `writeDatasets`: the report goes to `<out>/<vertical>/report/`. */
  readonly out: string;
  /** Render it again even where nothing that it is made from has changed. */
  readonly overwrite?: boolean | undefined;
}

/** What became of the report on conversations. */
export interface WrittenConversationsReport {
  /** `none`: the plan has no dataset to report on. */
  readonly status: 'written' | 'unchanged' | 'none';
  /** Paths; empty for `none`. */
  readonly files: readonly string[];
}

/**
 * Writes the report on the datasets of a plan, which have to stand there. Like the catalogue it follows from them, so
 * one of ours that differs is replaced without being asked; where nothing it is made from has changed, no record is
 * read.
 *
 * @throws DATASET_NOT_FOUND, DATASET_CORRUPT, INPUT_UNREADABLE, OUTPUT_FOREIGN, OUTPUT_BUSY, OUTPUT_FAILED,
 *   OUTPUT_UNSAFE_PATH, INTERRUPTED, MEMORY_LIMIT
 */
export async function writeConversationsReport(
  { coverage, vertical, datasets }: GenerationPlan,
  { out, overwrite = false, ...running }: ConversationsReportOptions,
): Promise<WrittenConversationsReport> {
  if (datasets.length === 0) return { status: 'none', files: [] };
  const root = resolveInside(out, vertical.id);
  const files = Object.values(CONVERSATIONS_FILES).map((name) => path.join(root, name));
  return writing(root, async () => {
    const paths = datasets.map(({ group }) => group.path);
    const source = await openReportSource(root, paths, coverage);
    const present = await readConversationsReport(root);
    const isThere = present?.made_from === source.madeFrom && (await isPageOf(root, present));
    if (isThere && !overwrite) return { status: 'unchanged', files };
    const contents = await renderReport(source, running);
    const names = outputNames();
    const look = async (): Promise<Wanted> => ({
      contents,
      earlier: await readEarlierOutput(root, names, running),
    });
    const status = await writeContents(root, look, { names, plan: source.madeFrom, overwrite: true });
    return { status, files };
  });
}
