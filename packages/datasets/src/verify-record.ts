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
import type { ExpectedCase } from './expected-cases.ts';
import { LeakFinder } from './find-leaks.ts';
import { inWords, jsonDifferences, type JsonDifference } from './json-differences.ts';
import { conversationLine, recordLine } from './record-line.ts';
import { without } from './without.ts';

/** So many differences of one record are named. */
const MOST_DIFFERENCES = 3;

/** What the content gives today for one case; of a twin, also its attack. */
interface Given extends ProvenRecord {
  readonly attack?: ProvenRecord;
}

/**
 * Holds records against what their content gives today: the case is built again, its conversation and golden written
 * again, and the golden proven on the record as it stands.
 *
 * A line that is, byte for byte, what the case gives need be neither parsed nor compared: its record is the given one.
 */
export class RecordVerifier {
  readonly #vertical: Vertical;
  readonly #seed: number;
  readonly #writer: ConversationWriter;
  readonly #leaks: LeakFinder;
  readonly #ofTwins: boolean;
  #latest:
    | {
        readonly point: CasePoint;
        readonly variant: number;
        readonly datasetId: string;
        readonly given: Given;
      }
    | undefined;

  constructor(vertical: Vertical, seed: number, ofTwins = false) {
    this.#ofTwins = ofTwins;
    this.#vertical = vertical;
    this.#seed = seed;
    this.#writer = new ConversationWriter(vertical);
    this.#leaks = new LeakFinder(vertical);
  }

  /** The conversation of a case, where the text is its line. */
  recogniseConversation(text: string, expected: ExpectedCase, datasetId: string): Conversation | undefined {
    const given = this.#tryToGive(expected, datasetId)?.conversation;
    return given !== undefined && conversationLine(given) === `${text}\n` ? given : undefined;
  }

  /** The golden of a case, where the text is its line. */
  recogniseGolden(text: string, expected: ExpectedCase, datasetId: string): Golden | undefined {
    const given = this.#tryToGive(expected, datasetId)?.golden;
    return given !== undefined && recordLine(given) === `${text}\n` ? given : undefined;
  }

  /** All that is wrong with a record of a scenario; `point` is the scenario as the grid has it. */
  verify({ conversation, golden, at, goldenAt }: PlacedRecord, point: CasePoint): DatasetFinding[] {
    const findings = this.#leaks.find(conversation, golden).map((message) => findingAt(at, 'leak', message));
    try {
      const given = this.#give({ point, variant: conversation.variant }, conversation.dataset_id);
      if (given === undefined) return [...findings, findingAt(at, 'unexpected', 'The scenario has no twin.')];
      const { built, attack } = given;
      const told = compareConversations(given.conversation, conversation, at);
      const right = compareGoldens(given.golden, golden, goldenAt);
      const failed = [
        ...proveGolden(this.#vertical, built, conversation, golden),
        ...(attack === undefined ? [] : proveAgainst(attack, { built, conversation, golden })),
      ].map(({ proof, message }) => findingAt(goldenAt, 'proof', `Fails the proof "${proof}": ${message}`));
      findings.push(...told, ...right, ...failed);
    } catch (error) {
      // A world that was tampered with may be one that no formula can read.
      const message = error instanceof Error ? error.message : String(error);
      const { code } = isCovergridError(error) ? error : { code: 'the world cannot be read' };
      findings.push(findingAt(goldenAt, 'proof', `Cannot be proven (${code}): ${message}`));
    }
    return findings;
  }

  /**
   * What a case, or its twin, gives; the latest is kept, since its two lines and its proofs ask for it. Undefined where a
   * scenario has no twin.
   */
  #give({ point, variant }: ExpectedCase, datasetId: string): Given | undefined {
    const latest = this.#latest;
    if (latest?.point === point && latest.variant === variant && latest.datasetId === datasetId)
      return latest.given;
    const options = { seed: this.#seed, variant };
    const write = (built: Case): ProvenRecord => ({ built, ...this.#writer.write(built, datasetId) });
    const own = write(buildCase(this.#vertical, point, options));
    const twin = this.#ofTwins ? buildTwin(this.#vertical, point, options) : undefined;
    if (this.#ofTwins && twin === undefined) return undefined;
    const given = twin === undefined ? own : { ...write(twin), attack: own };
    this.#latest = { point, variant, datasetId, given };
    return given;
  }

  /** Undefined where the content has a fault: {@link verify} tells it. */
  #tryToGive(expected: ExpectedCase, datasetId: string): Given | undefined {
    try {
      return this.#give(expected, datasetId);
    } catch {
      return undefined;
    }
  }
}

/** Holds a twin against the attack whose words it has, as that is written today. */
function proveAgainst(attack: ProvenRecord, twin: ProvenRecord): TwinProofFailure[] {
  // Rewritten words are those of the attack as it was rewritten, and not as it would be written today.
  if (twin.conversation.metadata['rewrite'] === undefined) return proveTwin(twin, attack);
  const { turns } = twin.conversation;
  return proveTwin(twin, { ...attack, conversation: { ...attack.conversation, turns } });
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
  if (written === found) return [];
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
