import { conversationSchema, goldenSchema, proveGolden } from '@covergrid/worlds';
import { describe, expect, test } from 'vitest';
import { keptPoints, vertical, writeSet, type BuiltRecord } from './commerce-set.ts';

const records = writeSet(keptPoints, { seed: 1 });

function failures({ built, conversation, golden }: BuiltRecord): string[] {
  return proveGolden(vertical, built, conversation, golden).map(
    ({ proof, scenario_id, message }) => `${scenario_id} ${proof}: ${message}`,
  );
}

test('the set holds all that is kept of its domains', () => {
  expect(keptPoints).toHaveLength(999);
});

describe.each([1, 2, 3, 4, 5])('with seed %i', (seed) => {
  const set = seed === 1 ? records : writeSet(keptPoints, { seed });

  test('every golden proof holds', () => {
    expect(set.flatMap(failures)).toEqual([]);
  });

  test('every request is answered in one turn, what else is asked in another, and nobody waits at the end', () => {
    const answered = set.map(({ built, golden: { turns } }) => ({
      answers:
        turns.filter(({ act }) => act === 'answer').length - (built.secondIntent === undefined ? 0 : 1),
      waits: turns.at(-1)?.act === 'wait',
    }));
    expect(answered).toEqual(set.map(() => ({ answers: 1, waits: false })));
  });
});

test('nobody says yes to what an answer offers, since no golden goes on from there', () => {
  const consent =
    /\b(?:ok|okay|k|yes|yep|yeah|sure|fine|good|great|perfect|right|correct|alright|agreed|certainly|please do|do it|go ahead)\b/i;
  const agreed = records.flatMap(({ conversation, golden }) => {
    const answered = golden.turns.findLastIndex(({ act }) => act === 'answer');
    return conversation.turns.slice(answered + 1).filter(({ text }) => consent.test(text));
  });
  expect(agreed).toEqual([]);
});

test('a question that is not answered yet is not noted as if it were a fact', () => {
  const noted = records.flatMap(({ conversation, golden }) =>
    golden.turns.filter(
      ({ act, index, reference_reply: reply }) =>
        act === 'acknowledge' &&
        conversation.turns[index]!.text.endsWith('?') &&
        /\b(?:noted|added|for telling me|into account|in mind)\b/.test(reply),
    ),
  );
  expect(noted).toEqual([]);
});

test('later variants are proven too, over many seeds', { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 12; seed++)
    expect(writeSet(keptPoints, { seed, variant: 1 + (seed % 3) }).flatMap(failures)).toEqual([]);
});

test('records are what their schemas say, and survive being written down', () => {
  for (const { conversation, golden } of records) {
    const [written, kept] = [JSON.stringify(conversation), JSON.stringify(golden)];
    expect(JSON.stringify(conversationSchema.parse(JSON.parse(written)))).toBe(written);
    expect(JSON.stringify(goldenSchema.parse(JSON.parse(kept)))).toBe(kept);
  }
});
