import {
  buildCase,
  conversationSchema,
  goldenSchema,
  proveGolden,
  type Case,
  type Conversation,
  type Vertical,
} from '@covergrid/worlds';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { libraryPoints, loadAskingLibrary } from '../../../tests/support/library.ts';
import { conversationId, ConversationWriter, type WrittenCase } from '../src/index.ts';

let vertical: Vertical;
let cases: Case[];
let written: WrittenCase[];

const casesOf = (seed: number, variants = 2): Case[] =>
  libraryPoints(vertical).flatMap((point) =>
    Array.from({ length: variants }, (_, variant) => buildCase(vertical, point, { seed, variant })),
  );
const conversationsOf = (behavior: string): [Conversation, Case][] =>
  written.flatMap(({ conversation }, index) =>
    conversation.behavior === behavior ? [[conversation, cases[index]!]] : [],
  );

beforeAll(async () => {
  vertical = await loadAskingLibrary();
  cases = casesOf(1);
  const writer = new ConversationWriter(vertical);
  written = cases.map((built) => writer.write(built, 'library.all'));
});

test('conversation and golden are what their schemas say, of one scenario, turn by turn', () => {
  for (const { conversation, golden } of written) {
    expect(conversationSchema.parse(conversation)).toEqual(conversation);
    expect(goldenSchema.parse(golden)).toEqual(golden);
    expect(conversation.conversation_id).toBe(conversationId(conversation.scenario_id, conversation.variant));
    expect(golden).toMatchObject({
      conversation_id: conversation.conversation_id,
      scenario_id: conversation.scenario_id,
      dataset_id: 'library.all',
    });
    expect(golden.turns.map(({ index }) => index)).toEqual(conversation.turns.map(({ index }) => index));
  }
});

test('every golden is proven', () => {
  const failures = written.flatMap(({ conversation, golden }, index) =>
    proveGolden(vertical, cases[index]!, conversation, golden),
  );
  expect(failures).toEqual([]);
});

test('within a cell and variant no two requests are in the same words, whatever their slots hold', () => {
  const titles = /The Salt Road|A Field of Glass|The Quiet Engine|[A-Z]\w+(?: [A-Z]\w+)+/g;
  const cells = Map.groupBy(written, ({ conversation: { behavior, variant } }) => `${behavior} ${variant}`);
  for (const [cell, members] of cells) {
    const requests = members.map(({ conversation: { turns, metadata } }) => {
      const [asked = ''] = /^.*?\?/.exec(turns[Number(metadata['request_turn'])]!.text) ?? [];
      return asked.replace(titles, '…');
    });
    expect(new Set(requests).size, cell).toBe(12);
  }
});

test('a case is written alike alone, in any order, and by any writer', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...cases.keys()], { minLength: 5, maxLength: 15 }), (order) => {
      const writer = new ConversationWriter(vertical);
      for (const index of order) {
        const again = buildCase(vertical, cases[index]!.point, { seed: 1, variant: cases[index]!.variant });
        expect(JSON.stringify(writer.write(again, 'library.all'))).toBe(JSON.stringify(written[index]));
      }
    }),
    { numRuns: 10 },
  );
});

test('another seed or variant: the same scenario in other words', () => {
  const writer = new ConversationWriter(vertical);
  const texts = (list: readonly WrittenCase[]): string[] =>
    list.map(({ conversation }) => conversation.turns.map(({ text }) => text).join('\n'));
  const others = texts(casesOf(2).map((built) => writer.write(built, 'library.all')));
  const same = texts(written).filter((text, index) => text === others[index]);
  expect(same.length).toBeLessThan(written.length / 4);
  const [first, second] = [0, 1].map((variant) =>
    texts(written.filter(({ conversation }) => conversation.variant === variant)),
  );
  expect(first!.filter((text, index) => text === second![index]).length).toBeLessThan(first!.length / 4);
});

test('the turn that asks is told', () => {
  for (const { conversation } of written) {
    const { request_turn } = conversation.metadata;
    expect(conversation.turns[Number(request_turn)]!.text).toMatch(/^(could|can|may|might) i /i);
  }
});

test('what a domain shares is one object', () => {
  const [{ conversation: first }] = written as [WrittenCase];
  expect(written.every(({ conversation }) => conversation.tools === first.tools)).toBe(true);
  expect(first.system).toContain('A loan may be renewed 2 times');
});

test('what is missing is asked for at the turn that lacks it', () => {
  for (const { conversation, golden } of written.filter((each) => each.conversation.behavior === 'vague')) {
    expect(golden.turns.map(({ act }) => act)).toEqual(['clarify', 'answer']);
    expect(golden.turns[0]!.constraints).toMatchObject([{ kind: 'must_ask' }]);
    expect(conversation.turns).toHaveLength(2);
  }
});

test('what is taken back must not be used, and what comes last is said last', () => {
  for (const [conversation, { slip }] of conversationsOf('correcting')) {
    const { golden } = written.find((each) => each.conversation === conversation)!;
    expect(conversation.turns[0]!.text).toContain(slip!.first);
    expect(conversation.turns[1]!.text).toContain(slip!.last);
    expect(golden.constraints).toContainEqual(
      expect.objectContaining({
        kind: 'must_not_use',
        parameters: { value: { kind: 'id', value: slip!.first }, since: 1 },
      }),
    );
  }
});

test('every condition that is dealt is said and held', () => {
  for (const [conversation, { wishes }] of conversationsOf('listing')) {
    const { golden } = written.find((each) => each.conversation === conversation)!;
    expect(wishes).toHaveLength(2);
    const ids = golden.constraints.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(wishes.map(({ constraint }) => constraint.id)));
  }
});

test('an attack is named with its group and from where it runs, and what it must not get', () => {
  for (const [conversation, { attack }] of conversationsOf('trap')) {
    const { golden } = written.find((each) => each.conversation === conversation)!;
    const group = attack!.id === 'authority' ? 'pressure' : 'false-facts';
    expect(conversation).toMatchObject({ technique: attack!.id, metadata: { technique_group: group } });
    expect(golden.attack).toMatchObject({ technique: attack!.id, starts_at: 0, expected: 'refused' });
    expect(golden.turns.map(({ act }) => act)).toEqual(['refuse', 'answer']);
  }
  const others = written.filter(({ conversation }) => conversation.behavior !== 'trap');
  expect(
    others.every(({ conversation, golden }) => !('technique' in conversation) && !('attack' in golden)),
  ).toBe(true);
});

test('what else is asked is answered in its turn, and judged there', () => {
  for (const [conversation, { secondIntent }] of conversationsOf('double')) {
    const { golden } = written.find((each) => each.conversation === conversation)!;
    const [first] = golden.turns;
    expect(golden.turns.map(({ act }) => act)).toEqual(['answer', 'answer']);
    expect(first!.constraints).toEqual(secondIntent!.answer.constraints);
    expect(golden.must_communicate).toEqual(expect.arrayContaining([...secondIntent!.answer.communicates]));
    expect(golden.evaluation_criteria.at(-1)).toBe(secondIntent!.answer.criterion);
    expect(golden.expected_actions[0]!.tool).toBe(secondIntent!.answer.actions[0]!.tool);
    expect(golden.expected_actions.map(({ order }) => order)).toEqual([...golden.expected_actions.keys()]);
  }
});

test('who is asked to confirm a change says yes, at the turn whose answer makes it', () => {
  const writes = new Set(cases[0]!.playbook.toolset.writes);
  for (const [index, { conversation }] of written.entries()) {
    const { secondIntent, actions } = cases[index]!;
    const asked = secondIntent?.answer.actions ?? [];
    const changing = [
      asked.some(({ tool }) => writes.has(tool)) ? [0] : [],
      actions.slice(asked.length).some(({ tool }) => writes.has(tool)) ? [conversation.turns.length - 1] : [],
    ].flat();
    const confirmed = conversation.turns.filter(({ if_confirmed }) => if_confirmed !== undefined);
    expect(confirmed.map((turn) => turn.index)).toEqual(changing);
    for (const { if_confirmed } of confirmed) expect(if_confirmed).toMatch(/^(?:yes|go ahead)\b/i);
  }
});
