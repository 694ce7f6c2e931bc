import { buildCase } from '@covergrid/worlds';
import { expect, test } from 'vitest';
import { domains, keptPoints, vertical, writeSet } from './commerce-set.ts';

const records = writeSet(keptPoints, { seed: 1 });

test('no agent says the same thing twice in a conversation', () => {
  const repeated = records.flatMap(({ golden: { conversation_id, turns } }) => {
    const replies = turns.map(({ reference_reply }) => reference_reply).filter((reply) => reply !== '');
    return new Set(replies).size === replies.length ? [] : [conversation_id];
  });
  expect(repeated).toEqual([]);
});

test.each(domains)('%s has six things to ask beside at least, and all come up', (domain) => {
  const { secondIntents, toolset } = vertical.playbooks.get(domain)!;
  const points = keptPoints.filter((point) => point.domain === domain && point.behavior === 'multi-turn');
  const asked = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
    points.flatMap((point) => buildCase(vertical, point, { seed }).secondIntent ?? []),
  );
  expect(secondIntents.length).toBeGreaterThanOrEqual(6);
  expect(new Set(asked.map(({ intent }) => intent))).toEqual(new Set(secondIntents));
  for (const { answer } of asked) expect(answer.constraints).not.toEqual([]);
  const tools = asked.flatMap(({ answer }) => answer.actions.map(({ tool }) => tool));
  expect(new Set(tools.map((tool) => toolset.writes.includes(tool)))).toEqual(new Set([true, false]));
});

test('who agrees was asked something', () => {
  const { plain } = vertical.behaviors.text.acts['acknowledge'] as Record<string, string[]>;
  const agreeing = new Set(plain);
  const found = records.flatMap(({ conversation, golden }) =>
    conversation.turns.flatMap(({ index, text }) => (agreeing.has(text) ? [golden.turns[index - 1]!] : [])),
  );
  expect(found.length).toBeGreaterThan(10);
  for (const { reference_reply: reply } of found) expect(reply).toMatch(/\?$/);
});
