import { agentView, checkConstraints, holdsValue, valuesInText } from '@covergrid/worlds';
import { expect, test } from 'vitest';
import { keptPoints, samplePoints, writeSet, type BuiltRecord } from './commerce-set.ts';
import { NULL_AGENTS, type NullAgent } from './null-agents.ts';

const records = writeSet(keptPoints, { seed: 1 });
const others = [2, 3, 4].flatMap((seed) => writeSet(samplePoints(150, seed), { seed }));

/** Whether an agent gets a conversation right in full: every constraint, and every value that has to be told. */
function adheres(agent: NullAgent, { conversation, golden }: BuiltRecord): boolean {
  const transcript = agent.answer(agentView(conversation));
  const text = transcript.turns.map(({ reply }) => reply).join('\n');
  const values = valuesInText(text);
  return (
    checkConstraints(golden, transcript).every(({ isMet }) => isMet) &&
    golden.must_communicate.every((value) => holdsValue(text, values, value))
  );
}

test.each(NULL_AGENTS)('who $name gets nowhere', (agent) => {
  const right = [...records, ...others].filter((record) => adheres(agent, record));
  const named = right.map(({ built: { point, seed, outcome } }) => ({
    ...point,
    seed,
    outcome: outcome.name,
  }));
  expect(named.filter(({ behavior }) => behavior === 'adversarial')).toEqual([]);
  if (agent.decision === undefined) expect(named).toEqual([]);
  expect(right.length / (records.length + others.length)).toBeLessThanOrEqual(0.05);
});

test.each(NULL_AGENTS)('who $name is seldom right about the outcome', ({ decision }) => {
  const decided = records.filter(({ golden }) => golden.final_outcome.decision === decision);
  expect(decided.length / records.length).toBeLessThanOrEqual(0.45);
});

test('they are no straw men: each of them does some things right', () => {
  const met = NULL_AGENTS.map((agent) => {
    const results = records.flatMap(({ conversation, golden }) =>
      checkConstraints(golden, agent.answer(agentView(conversation))),
    );
    return results.filter(({ isMet }) => isMet).length / results.length;
  });
  expect(Math.min(...met)).toBeGreaterThan(0.15);
});
