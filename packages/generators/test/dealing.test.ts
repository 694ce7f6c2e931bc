import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Phrase } from '@covergrid/worlds';
import { describe, expect, test } from 'vitest';
import { ConversationWriter } from '../src/index.ts';
import { domains, keptPoints, samplePoints, vertical, writeSet, type BuiltRecord } from './commerce-set.ts';
import { PhraseReader, plainWords } from './read-phrases.ts';

const records = writeSet(keptPoints, { seed: 1 });
const cells = domains.flatMap((domain) =>
  [...vertical.behaviors.conducts.keys()].map((behavior) => ({ domain, behavior })),
);

function requestsOf({ domain, behavior }: (typeof cells)[number]): readonly Phrase[] {
  return vertical.playbooks.get(domain)!.requests.get(behavior)!;
}

/** A form with its slots masked, whatever their names. */
function masked(phrase: Phrase, form: number): string {
  return phrase.masked(form).replaceAll(/\{\{.*?\}\}/g, '…');
}

function maskedForms(phrases: readonly Phrase[]): Set<string> {
  return new Set(
    phrases.flatMap((phrase) => Array.from({ length: phrase.forms }, (_, form) => masked(phrase, form))),
  );
}

const FILLER =
  /\b(?:hi|hello|hey|good|morning|afternoon|evening|there|please|thanks?|you|kindly|just|so|well|now|then|really|simply|ok|okay|right|today)\b/g;

/** What is left of a form without greeting, closing and filler. */
function askingClause(form: string): string {
  return plainWords(form).join(' ').replaceAll(FILLER, '').replaceAll(/\s+/g, ' ').trim();
}

describe.each(cells)('$domain, $behavior', (cell) => {
  const phrases = requestsOf(cell);

  test('has 108 forms of request or more, of 60 clauses or more', () => {
    const forms = [...maskedForms(phrases)];
    expect(forms.length).toBeGreaterThanOrEqual(108);
    expect(new Set(forms.map(askingClause)).size).toBeGreaterThanOrEqual(108);
    // Alternations inside one clause do not make it another.
    expect(new Set(phrases.map((phrase) => askingClause(masked(phrase, 0)))).size).toBeGreaterThanOrEqual(60);
  });

  test('gives no two scenarios the same request, values masked', () => {
    const reader = new PhraseReader(phrases);
    const said = records
      .filter(({ built: { point } }) => point.domain === cell.domain && point.behavior === cell.behavior)
      .map(({ conversation }) => {
        const [found] = conversation.turns.flatMap(({ text }) => reader.find(text)[0] ?? []);
        return found === undefined ? undefined : masked(found.phrase, found.form);
      });
    expect(said).not.toContain(undefined);
    expect(new Set(said).size).toBe(said.length);
  });
});

describe('a record depends on seed, scenario and variant alone', () => {
  const lines = new Map(records.map((record) => [record.conversation.scenario_id, lineOf(record)]));

  test('not on what was built before it', () => {
    const writer = new ConversationWriter(vertical);
    for (const point of keptPoints.toReversed()) {
      const [record] = writeSet([point], { seed: 1 }, vertical, writer);
      expect(lineOf(record!)).toBe(lines.get(point.scenario_id));
    }
  });

  test('not on the process', () => {
    const places = [11, 998, 500, 3, 499, 250, 751];
    const script = fileURLToPath(new URL('print-records.ts', import.meta.url));
    const printed = execFileSync(
      process.execPath,
      ['--conditions=@covergrid/source', script, ...places.map(String)],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    );
    expect(printed.trimEnd().split('\n')).toEqual(
      places.map((place) => lines.get(keptPoints[place]!.scenario_id)),
    );
  });

  test('and another seed gives other worlds and words for the same scenario', () => {
    const sample = samplePoints(150, 7);
    const [first, second] = [1, 2].map((seed) =>
      writeSet(sample, { seed }).map(({ conversation }) => conversation),
    );
    for (const [place, one] of first!.entries()) {
      const other = second![place]!;
      expect([other.conversation_id, other.axes]).toEqual([one.conversation_id, one.axes]);
      expect(other.world).not.toEqual(one.world);
      expect(other.turns).not.toEqual(one.turns);
    }
  });
});

function lineOf({ conversation, golden }: BuiltRecord): string {
  return JSON.stringify([conversation, golden]);
}
