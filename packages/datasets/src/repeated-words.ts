import { createHash } from 'node:crypto';
import type { Conversation } from '@covergrid/worlds';
import { findingAt, type DatasetFinding, type LinePlace } from './dataset-finding.ts';
import { saysSomething } from './quality/markers.ts';
import { maskedWords } from './quality/mask-values.ts';

/** Finds conversations that say the same; memory grows by two short hashes for each. */
export class RepeatedWords {
  readonly #requests = new Map<string, string>();
  readonly #texts = new Map<string, string>();

  /** A request that another of the same cell and variant has, values masked, is wrong; an equal text is told. */
  find(conversation: Conversation, at: LinePlace): DatasetFinding[] {
    const { conversation_id: id, domain, behavior, variant, turns, metadata } = conversation;
    const findings: DatasetFinding[] = [];
    // A greeting of many words says something too: the record tells which turn asks.
    const request =
      turns.find(({ index }) => index === metadata['request_turn']) ??
      turns.find(({ text }) => saysSomething(text));
    if (request !== undefined) {
      const key = hash(domain, behavior, String(variant), ...maskedWords(request.text));
      const other = firstOf(this.#requests, key, id);
      const message = `${id} asks in the same words as ${other}, values masked, in one cell and variant.`;
      if (other !== undefined) findings.push(findingAt(at, 'repeated-request', message));
    }
    const other = firstOf(this.#texts, hash(...turns.map(({ text }) => text)), id);
    if (other !== undefined) {
      const message = `${id} says all that ${other} says.`;
      findings.push({ ...findingAt(at, 'repeated-text', message), severity: 'note' });
    }
    return findings;
  }
}

/** Who had a key before; undefined, and remembered, where nobody had. */
function firstOf(seen: Map<string, string>, key: string, id: string): string | undefined {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, id);
  return first;
}

function hash(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64').slice(0, 20);
}
