import { isCovergridError } from '@covergrid/core';
import { ConversationWriter } from '@covergrid/generators';
import { equalJson, type Json } from '@covergrid/testdata';
import {
  buildCase,
  buildTwin,
  proveGolden,
  proveTwin,
  valuesInText,
  type Case,
  type CasePoint,
  type Conversation,
  type Golden,
  type ProvenRecord,
  type TwinProofFailure,
  type Vertical,
} from '@covergrid/worlds';
import type { PlacedRecord } from './check-record.ts';
import { findingAt, type DatasetFinding, type FindingKind, type LinePlace } from './dataset-finding.ts';
import { LeakFinder } from './find-leaks.ts';
import { inWords, jsonDifferences, type JsonDifference } from './json-differences.ts';
import { without } from './without.ts';

/** So many differences of one record are named. */
const MOST_DIFFERENCES = 3;

/**
 * Holds records against what their content gives today: the case is built again, its conversation and golden written
 * again, and the golden proven on the record as it stands.
 */
export class RecordVerifier {
  readonly #vertical: Vertical;
  readonly #seed: number;
  readonly #writer: ConversationWriter;
  readonly #leaks: LeakFinder;
  readonly #ofTwins: boolean;

  constructor(vertical: Vertical, seed: number, ofTwins = false) {
    this.#ofTwins = ofTwins;
    this.#vertical = vertical;
    this.#seed = seed;
    this.#writer = new ConversationWriter(vertical);
    this.#leaks = new LeakFinder(vertical);
  }

  /** All that is wrong with a record of a scenario; `point` is the scenario as the grid has it. */
  verify({ conversation, golden, at, goldenAt }: PlacedRecord, point: CasePoint): DatasetFinding[] {
    const findings = this.#leaks.find(conversation, golden).map((message) => findingAt(at, 'leak', message));
    try {
      const options = { seed: this.#seed, variant: conversation.variant };
      const attack = buildCase(this.#vertical, point, options);
      const built = this.#ofTwins ? buildTwin(this.#vertical, point, options) : attack;
      if (built === undefined) return [...findings, findingAt(at, 'unexpected', 'The scenario has no twin.')];
      const written = this.#writer.write(built, conversation.dataset_id);
      const told = compareConversations(written.conversation, conversation, at);
      const right = compareGoldens(written.golden, golden, goldenAt);
      const failed = [
        ...proveGolden(this.#vertical, built, conversation, golden),
        ...(this.#ofTwins ? this.#proveTwin({ built, conversation, golden }, attack) : []),
      ];
      findings.push(
        ...told,
        ...right,
        ...failed.map(({ proof, message }) =>
          findingAt(goldenAt, 'proof', `Fails the proof "${proof}": ${message}`),
        ),
      );
    } catch (error) {
      // A world that was tampered with may be one that no formula can read.
      const message = error instanceof Error ? error.message : String(error);
      const { code } = isCovergridError(error) ? error : { code: 'the world cannot be read' };
      findings.push(findingAt(goldenAt, 'proof', `Cannot be proven (${code}): ${message}`));
    }
    return findings;
  }

  /** Holds a twin against the attack whose words it has, as that is written today. */
  #proveTwin(twin: ProvenRecord, built: Case): TwinProofFailure[] {
    const attack = { built, ...this.#writer.write(built, twin.conversation.dataset_id) };
    // Rewritten words are those of the attack as it was rewritten, and not as it would be written today.
    if (twin.conversation.metadata['rewrite'] === undefined) return proveTwin(twin, attack);
    const { turns } = twin.conversation;
    return proveTwin(twin, { ...attack, conversation: { ...attack.conversation, turns } });
  }
}

function compareConversations(written: Conversation, found: Conversation, at: LinePlace): DatasetFinding[] {
  const rewrite = found.metadata['rewrite'];
  if (rewrite === undefined) return compare(written, found, at, () => 'conversation');
  const unworded = (record: Conversation): Conversation => ({
    ...record,
    metadata: without(record.metadata, 'rewrite'),
    turns: record.turns.map((turn) => ({ ...turn, text: '' })),
  });
  const findings = compare(unworded(written), unworded(found), at, () => 'conversation');
  const [before, after] = [written, found].map(({ turns }) => turns.map(({ text }) => text).join('\n'));
  const values = jsonDifferences(valuesOf(before ?? ''), valuesOf(after ?? ''));
  for (const { path, before: old, after: fresh } of values.slice(0, MOST_DIFFERENCES)) {
    const message = `The words of ${inWords(rewrite)} have other ${path}: ${inWords(fresh)} for ${inWords(old)}.`;
    findings.push(findingAt(at, 'conversation', message));
  }
  return findings;
}

/** What a text says, apart from how: each kind of value, sorted, once. */
function valuesOf(text: string): Json {
  const { money, dates, ids, numbers } = valuesInText(text);
  const sorted = (values: readonly (string | number)[]): Json =>
    [...new Set(values.map(String))].toSorted().join(' ');
  return { money: sorted(money), dates: sorted(dates), ids: sorted(ids), numbers: sorted(numbers) };
}

function compareGoldens(written: Golden, found: Golden, at: LinePlace): DatasetFinding[] {
  return compare(written, found, at, ({ path }) => (path.startsWith('final_outcome') ? 'outcome' : 'golden'));
}

function compare(
  written: Conversation | Golden,
  found: Conversation | Golden,
  at: LinePlace,
  kindOf: (difference: JsonDifference) => FindingKind,
): DatasetFinding[] {
  if (equalJson(written as unknown as Json, found as unknown as Json)) return [];
  const differences = jsonDifferences(written as unknown as Json, found as unknown as Json);
  const shown = differences.slice(0, MOST_DIFFERENCES).map((difference) => {
    const { path, before, after } = difference;
    return findingAt(
      at,
      kindOf(difference),
      `${path} is ${inWords(after)}; the case gives ${inWords(before)}.`,
    );
  });
  const more = differences.length - shown.length;
  if (more > 0) shown.push(findingAt(at, shown[0]!.kind, `Differs in ${more} more places.`));
  return shown;
}
