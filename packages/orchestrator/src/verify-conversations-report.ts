import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  isCovergridError,
  isReasonToStop,
  productVersion,
  sha256,
  type RunningOptions,
} from '@covergrid/core';
import { kindOf, reading } from '@covergrid/core/files';
import type { Manifest } from '@covergrid/enumerator';
import { conversationsReportSchema, type ConversationsReport } from '@covergrid/reporting';
import type { Configuration } from '@covergrid/taxonomy';
import {
  CONVERSATIONS_FILES,
  isPageOf,
  openReportSource,
  readConversationsReport,
  renderReport,
} from './conversations-report.ts';
import { hashFile } from './hash-file.ts';
import type { VerifiedDataset } from './verify-coverage.ts';

const { page: PAGE, data: DATA } = CONVERSATIONS_FILES;

/** What was proven of a report on conversations, and what was not. */
type Verified = Omit<VerifiedDataset, 'directory'>;

const NOTHING: Verified = { checks: [], findings: [], unproven: [] };

/**
 * Renders the report on conversations again, from the datasets that it names, and compares.
 *
 * @throws INTERRUPTED, MEMORY_LIMIT; what is wrong is a finding
 */
export async function verifyConversationsReport(
  root: string,
  manifest: Manifest,
  configuration: Configuration,
  running: RunningOptions,
): Promise<Verified> {
  const kinds = await Promise.all([PAGE, DATA].map((name) => kindOf(path.join(root, name))));
  if (kinds.every((kind) => kind === 'none'))
    return { ...NOTHING, unproven: [`${PAGE}, ${DATA}: not there`] };
  try {
    const report = await readConversationsReport(root);
    if (report === undefined) return wrong(DATA, 'It is missing, or no report of Covergrid.');
    if (manifest.generator.version !== productVersion()) {
      const why = `written by version ${manifest.generator.version}`;
      return { ...NOTHING, unproven: [`${PAGE}, ${DATA}: ${why}`] };
    }
    const paths = report.datasets.map((dataset) => dataset.path);
    const source = await openReportSource(root, paths, { configuration, manifest });
    if (source.madeFrom !== report.made_from)
      return wrong(DATA, 'It was made from other datasets, or another grid, than stand there.');
    return await compare(root, report, await renderReport(source, running));
  } catch (error) {
    if (!isCovergridError(error) || isReasonToStop(error)) throw error;
    return wrong(DATA, error.message);
  }
}

async function compare(
  root: string,
  report: ConversationsReport,
  expected: ReadonlyMap<string, string>,
): Promise<Verified> {
  const file = path.join(root, DATA);
  const [text, wanted] = [await reading(file, () => readFile(file, 'utf8')), expected.get(DATA)!];
  const pageHash =
    (await kindOf(path.join(root, PAGE))) === 'file' ? await hashFile(path.join(root, PAGE)) : '';
  if (text === wanted && pageHash === sha256(expected.get(PAGE)!))
    return { ...NOTHING, checks: ['report on conversations: 2 files rendered again'] };
  const { files: _, ...figures } = conversationsReportSchema.parse(JSON.parse(wanted));
  const asRendered = `${JSON.stringify({ ...figures, files: report.files }, null, 2)}\n`;
  if (text !== asRendered) return wrong(DATA, 'It is not what the datasets give.');
  if (!(await isPageOf(root, report)))
    return wrong(PAGE, `It is missing, or not the one that ${DATA} names.`);
  // The page alone has a cost; what that was made from is not in the directory.
  return { ...NOTHING, unproven: [`${PAGE}: has an estimate of its own`] };
}

function wrong(file: string, message: string): Verified {
  return { ...NOTHING, findings: [{ file, message }] };
}
