import type { Conversation, Golden } from '@covergrid/worlds';
import type { PlacedRecord } from './check-record.ts';
import { findingAt, type DatasetFinding, type LinePlace } from './dataset-finding.ts';
import type { PartLine } from './walk-part.ts';

interface Placed<T> {
  readonly at: LinePlace;
  readonly value: T;
}

/** Brings conversations and goldens together by id, wherever they stand, and finds what is double or alone. */
export class RecordPairs {
  readonly #conversations = new Map<string, Placed<Conversation>>();
  readonly #goldens = new Map<string, Placed<Golden>>();
  /** Where each was first, by id of conversation, and by scenario and variant. */
  readonly #seen = {
    conversations: new Map<string, string>(),
    goldens: new Map<string, string>(),
    cases: new Map<string, string>(),
  };
  #misaligned = new Set<string>();

  /** Takes the two lines at one position of a part. */
  offer(
    left: PartLine<Conversation> | undefined,
    right: PartLine<Golden> | undefined,
  ): { readonly records: PlacedRecord[]; readonly findings: DatasetFinding[] } {
    const findings = [left?.finding, right?.finding].filter((finding) => finding !== undefined);
    const isBroken = findings.length > 0;
    const conversation = this.#known(left, 'conversations', findings);
    const golden = this.#known(right, 'goldens', findings);
    if (conversation !== undefined) this.#checkCase(conversation, findings);
    const ids = [conversation?.value.conversation_id, golden?.value.conversation_id];
    if (conversation !== undefined && golden !== undefined && ids[0] === ids[1]) {
      return { records: [recordOf(conversation, golden)], findings };
    }
    // What stands beside a line that nobody can read is taken for its counterpart.
    if (isBroken) return { records: [], findings };
    const records: PlacedRecord[] = [];
    if (conversation !== undefined) this.#conversations.set(ids[0]!, conversation);
    if (golden !== undefined) this.#goldens.set(ids[1]!, golden);
    for (const id of new Set(ids.filter((each) => each !== undefined))) {
      const [one, other] = [this.#conversations.get(id), this.#goldens.get(id)];
      if (one === undefined || other === undefined) continue;
      this.#conversations.delete(id);
      this.#goldens.delete(id);
      records.push(recordOf(one, other));
      if (this.#misaligned.has(one.at.file)) continue;
      this.#misaligned.add(one.at.file);
      const message = `${id} stands elsewhere than its conversation, ${placeOf(one.at)}.`;
      findings.push(findingAt(other.at, 'alignment', message));
    }
    return { records, findings };
  }

  /** What was never matched. */
  orphans(): DatasetFinding[] {
    const alone = (placed: Placed<{ readonly conversation_id: string }>, lacks: string): DatasetFinding =>
      findingAt(placed.at, 'orphan', `${placed.value.conversation_id} has no ${lacks}.`);
    return [
      ...[...this.#conversations.values()].map((placed) => alone(placed, 'golden')),
      ...[...this.#goldens.values()].map((placed) => alone(placed, 'conversation')),
    ];
  }

  #known<T extends { readonly conversation_id: string }>(
    line: PartLine<T> | undefined,
    side: 'conversations' | 'goldens',
    findings: DatasetFinding[],
  ): Placed<T> | undefined {
    if (line?.value === undefined) return undefined;
    const { at, value } = line;
    const before = this.#seen[side].get(value.conversation_id);
    if (before !== undefined) {
      findings.push(findingAt(at, 'duplicate', `${value.conversation_id} is at ${before} already.`));
      return undefined;
    }
    this.#seen[side].set(value.conversation_id, placeOf(at));
    return { at, value };
  }

  #checkCase({ at, value }: Placed<Conversation>, findings: DatasetFinding[]): void {
    const { scenario_id, variant } = value;
    const key = `${scenario_id} ${variant}`;
    const before = this.#seen.cases.get(key);
    if (before === undefined) this.#seen.cases.set(key, placeOf(at));
    else
      findings.push(
        findingAt(at, 'duplicate', `Variant ${variant} of ${scenario_id} is at ${before} already.`),
      );
  }
}

function placeOf({ file, line }: LinePlace): string {
  return `${file}:${line}`;
}

function recordOf(conversation: Placed<Conversation>, golden: Placed<Golden>): PlacedRecord {
  return { conversation: conversation.value, golden: golden.value, at: conversation.at, goldenAt: golden.at };
}
