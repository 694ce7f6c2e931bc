import { keyedHash } from '@covergrid/core';
import type { Conversation, Golden } from '@covergrid/worlds';
import { measureDialogues, type Dialogue, type DialogueFigures } from './quality/dialogue-figures.ts';
import { judgeFigure, QUALITY_BARS, type QualityBar, type QualityVerdict } from './quality/quality-bars.ts';

/** What a dataset holds, counted, and how its words measure up. */
export interface DatasetStats {
  readonly conversations: number;
  /** Customer turns. */
  readonly turns: number;
  /** How many conversations, by what they are; most first, then by name. */
  readonly counts: Readonly<Record<StatsLabel, ReadonlyMap<string, number>>>;
  /** Of variant 0: other variants say the same with other facts. */
  readonly figures: DialogueFigures;
  /** A row per figure. */
  readonly bars: readonly JudgedFigure[];
}

/** What conversations are counted by. */
export type StatsLabel = 'domain' | 'behavior' | 'difficulty' | 'decision' | 'verdict' | 'technique';

/** A figure against its bar. */
export interface JudgedFigure extends QualityBar {
  readonly value: number | undefined;
  readonly verdict: QualityVerdict;
}

/** Bars speak of sets of at least so many customer turns; smaller ones are measured, not judged. */
export const FEWEST_TURNS_TO_JUDGE = 2000;

/** Words of so many conversations are kept for figures: all, or those whose ids hash lowest. */
const MOST_DIALOGUES = 20_000;

/** In these, brackets are part of the attack. */
const INSTRUCTION_ATTACK = 'instruction-attack';

/** What statistics need of some records, as plain JSON: kept beside a part, it saves reading the part again. */
export interface StatsSummary {
  readonly conversations: number;
  readonly turns: number;
  readonly counts: Readonly<Record<StatsLabel, readonly (readonly [name: string, count: number])[]>>;
  /** Of variant 0, and at the most as many as figures are computed of. */
  readonly dialogues: readonly Dialogue[];
}

/** Counts and measures records as they come; whatever their order, the same records give the same. */
export class StatsCollector {
  readonly #counts: Record<StatsLabel, Map<string, number>> = {
    domain: new Map(),
    behavior: new Map(),
    difficulty: new Map(),
    decision: new Map(),
    verdict: new Map(),
    technique: new Map(),
  };
  #dialogues: Dialogue[] = [];
  #conversations = 0;
  #turns = 0;

  /** Takes one record. */
  add({ conversation, golden }: { readonly conversation: Conversation; readonly golden: Golden }): void {
    const { domain, behavior, difficulty, technique, turns, variant } = conversation;
    const { decision, verdict } = golden.final_outcome;
    this.#conversations++;
    this.#turns += turns.length;
    const labels = { domain, behavior, difficulty, decision, verdict, technique };
    for (const [label, name] of Object.entries(labels) as [StatsLabel, string | undefined][])
      if (name !== undefined) this.#count(label, name, 1);
    if (variant === 0) this.#keep(dialogueOf(conversation, golden));
  }

  /** Takes the records that a summary is of. */
  addSummary({ conversations, turns, counts, dialogues }: StatsSummary): void {
    this.#conversations += conversations;
    this.#turns += turns;
    for (const [label, names] of Object.entries(counts) as [StatsLabel, StatsSummary['counts'][StatsLabel]][])
      for (const [name, count] of names) this.#count(label, name, count);
    for (const dialogue of dialogues) this.#keep(dialogue);
  }

  /** Sums up all records taken. */
  summary(): StatsSummary {
    this.#thin();
    return {
      conversations: this.#conversations,
      turns: this.#turns,
      counts: mapValues(this.#counts, (counts) => [...counts]),
      dialogues: this.#dialogues,
    };
  }

  /** What all records taken come to. */
  finish(): DatasetStats {
    this.#thin();
    const figures = measureDialogues(this.#dialogues);
    const isLarge = figures.turns >= FEWEST_TURNS_TO_JUDGE;
    return {
      conversations: this.#conversations,
      turns: this.#turns,
      counts: mapValues(this.#counts, sortedCounts),
      figures,
      bars: QUALITY_BARS.map((bar) => {
        const value = figures[bar.figure];
        return { ...bar, value, verdict: isLarge ? judgeFigure(bar, value) : 'unjudged' };
      }),
    };
  }

  #count(label: StatsLabel, name: string, count: number): void {
    const counts = this.#counts[label];
    counts.set(name, (counts.get(name) ?? 0) + count);
  }

  #keep(dialogue: Dialogue): void {
    this.#dialogues.push(dialogue);
    if (this.#dialogues.length >= 2 * MOST_DIALOGUES) this.#thin();
  }

  #thin(): void {
    if (this.#dialogues.length <= MOST_DIALOGUES) return;
    this.#dialogues = this.#dialogues
      .map((dialogue) => ({ key: keyedHash(0, 'stats', dialogue.id), dialogue }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, MOST_DIALOGUES)
      .map(({ dialogue }) => dialogue);
  }
}

/** Counts and measures records, of one dataset or of several, one after the other. */
export async function datasetStats(
  records: AsyncIterable<{ readonly conversation: Conversation; readonly golden: Golden }>,
): Promise<DatasetStats> {
  const collector = new StatsCollector();
  for await (const record of records) collector.add(record);
  return collector.finish();
}

function dialogueOf(conversation: Conversation, golden: Golden): Dialogue {
  const { conversation_id: id, domain, behavior, turns, metadata } = conversation;
  return {
    id,
    messages: turns.map(({ text }) => text),
    replies: golden.turns.map(({ reference_reply }) => reference_reply).filter((reply) => reply !== ''),
    labels: {
      domain,
      behavior,
      decision: golden.final_outcome.decision,
      policy_boundary: golden.policy.boundary,
    },
    isInstructionAttack: metadata['technique_group'] === INSTRUCTION_ATTACK,
  };
}

function sortedCounts(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

function mapValues<K extends string, V, W>(record: Record<K, V>, change: (value: V) => W): Record<K, W> {
  return Object.fromEntries(Object.entries<V>(record).map(([key, value]) => [key, change(value)])) as Record<
    K,
    W
  >;
}
