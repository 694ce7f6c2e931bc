import { sha256 } from '@covergrid/core';
import type { ConversationsSummary, Counted } from '@covergrid/datasets';
import type { Manifest } from '@covergrid/enumerator';
import type { Rates } from '@covergrid/llm';
import type { Exclusions, Taxonomy } from '@covergrid/taxonomy';
import type { ReportFile } from '../coverage-report.ts';
import { gridNames } from '../grid-names.ts';
import { masthead } from '../masthead.ts';
import { page } from '../page.ts';
import { cellsSection } from './cells-section.ts';
import { datasetsSection } from './datasets-section.ts';
import { circumstancesSection, techniquesSection } from './kinds-sections.ts';
import { lengthsSection } from './lengths-section.ts';
import { outcomesSection } from './outcomes-section.ts';
import { readingSection } from './reading-section.ts';
import type { ConversationsReport, ReportedDataset } from './report-schema.ts';
import { resultSection } from './result-section.ts';
import { samplesSection } from './samples-section.ts';
import { CONVERSATIONS_STYLES } from './styles.ts';
import { wordsSection } from './words-section.ts';

/** What a conversations report is made from. */
export interface ConversationsReportInput {
  /** The grid that the conversations belong to: what was kept, and which domains have no playbook. */
  manifest: Manifest;
  /** Gives names and the display order. */
  taxonomy: Taxonomy;
  exclusions: Exclusions;
  /** What the report is on. */
  datasets: readonly ReportedDataset[];
  /** What they hold. */
  summary: ConversationsSummary;
  /** Equal where the report must be: stands in `conversations.json`. */
  madeFrom: string;
  /** Prices of models; without them no cost is stated. */
  rates?: Rates | undefined;
}

/** Names of the files of a conversations report, the one that vouches for the other last. */
export const CONVERSATIONS_REPORT = { page: 'conversations.html', data: 'conversations.json' } as const;

/**
 * Renders a conversations report: `conversations.html`, and `conversations.json` with its figures and the hash of the
 * page, in this order.
 *
 * The page is self-contained, without script or request; all text of the input is escaped. Same input, same bytes.
 */
export function renderConversationsReport(input: ConversationsReportInput): ReportFile[] {
  const content = conversationsPage(input);
  const data: ConversationsReport = {
    ...reportData(input),
    files: [{ path: CONVERSATIONS_REPORT.page, sha256: sha256(content) }],
  };
  return [
    { path: CONVERSATIONS_REPORT.page, content },
    { path: CONVERSATIONS_REPORT.data, content: `${JSON.stringify(data, null, 2)}\n` },
  ];
}

function conversationsPage(input: ConversationsReportInput): string {
  const { manifest, taxonomy, exclusions, datasets, summary, rates } = input;
  const names = gridNames(taxonomy);
  const { generator, seed, taxonomy: grid, exclusions: rules } = manifest;
  const told = { generator, seed, taxonomy: grid, exclusions: rules };
  return page(
    `Conversations report: ${taxonomy.title ?? taxonomy.id}`,
    masthead('Conversations report', told, taxonomy, exclusions),
    [
      resultSection(manifest, datasets, summary, names),
      cellsSection(manifest, summary, names),
      datasetsSection(datasets),
      outcomesSection(summary),
      techniquesSection(summary, names),
      circumstancesSection(summary, names),
      wordsSection(summary.stats),
      lengthsSection(summary, rates),
      samplesSection(summary, names),
      readingSection(),
    ],
    CONVERSATIONS_STYLES,
  );
}

function reportData({
  manifest,
  datasets,
  summary,
  madeFrom,
}: ConversationsReportInput): Omit<ConversationsReport, 'files'> {
  const { stats, cells, outcomes, techniques, circumstances, lengths } = summary;
  return {
    schema: 'covergrid/conversations-report@1',
    made_from: madeFrom,
    datasets: [...datasets],
    conversations: stats.conversations,
    turns: stats.turns,
    cells: cells.map(flat),
    outcomes: outcomes.map(flat),
    remedies: Object.fromEntries(stats.counts.remedy),
    techniques: techniques.map(flat),
    circumstances: circumstances.map(flat),
    ...manifest.conversations,
    words: {
      turns: stats.figures.turns,
      figures: stats.bars.map(({ figure, value, verdict }) => ({
        figure,
        value: value === undefined || !Number.isFinite(value) ? null : value,
        verdict,
      })),
    },
    characters: { ...lengths },
  };
}

function flat<Label extends string>({
  labels,
  conversations,
  turns,
}: Counted<Label>): Record<Label, string> & { conversations: number; turns: number } {
  return { ...labels, conversations, turns };
}
