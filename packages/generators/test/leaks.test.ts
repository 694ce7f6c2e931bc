import { agentView, decisionSchema } from '@covergrid/worlds';
import { expect, test } from 'vitest';
import { domains, keptPoints, sources, vertical, writeSet } from './commerce-set.ts';

const records = writeSet(keptPoints, { seed: 1 });
const { taxonomy } = sources;
const { techniques, behaviors } = vertical.behaviors.text;

/** Names that only whoever plans tests would use; those of one plain word, such as "threat", anybody may say. */
const PLAN_IDS = [
  ...taxonomy.axes.flatMap(({ id, bins }) => [id, ...bins.map((bin) => bin.id)]),
  ...behaviors.map(({ id }) => id),
  ...techniques.flatMap(({ id, group }) => [id, group]),
  ...decisionSchema.options,
].filter((id) => /[-_]/.test(id));

/** Names of what is so in one case, which a store's own policies may use and no conversation may. */
const CASE_IDS = [...vertical.playbooks.values()]
  .flatMap(({ circumstances, outcomes }) => [...circumstances.map(({ id }) => id), ...outcomes.keys()])
  .filter((id) => /[-_]/.test(id));

function namesIn(text: string, ids: readonly string[]): string[] {
  return new RegExp(`(?<![\\w-])(?:${ids.join('|')})(?![\\w-])`, 'i').exec(text) ?? [];
}

const PLAN_WORDS =
  /\b(?:scenario|test ?case|test ?plan|test ?data|golden|ground truth|benchmark|persona|adversarial|happy ?path|multi-?turn|edge case|dataset|rubric|price sensitivity|brand bias|policy boundary|near[- ]limit|(?:with)?in[- ]policy|out[- ]of[- ]policy|scn_|cnv_)\b/i;

/** What tells a customer's reader how the matter stands, or ends. */
const STATE_WORDS =
  /\b(?:in[- ]stock|low[- ]stock|out[- ]of[- ]stock|sold[- ]out|on back ?order|backorder|(?:with)?in the window|past the window|outside (?:of )?the window|over the limit|deny|denied|approved by policy)\b/i;

test('an agent is given policies, tools, session and turns', () => {
  const { conversation } = records[0]!;
  expect(Object.keys(agentView(conversation))).toEqual(['system', 'tools', 'session', 'turns']);
});

test('what the customer would say to a question is no part of what an agent is given', () => {
  const confirming = records.filter(({ conversation }) =>
    conversation.turns.some((turn) => turn.if_confirmed !== undefined),
  );
  expect(confirming.length).toBeGreaterThan(300);
  for (const { conversation } of confirming)
    for (const turn of agentView(conversation).turns)
      expect(Object.keys(turn)).toEqual(['index', 'role', 'text']);
});

test('who confirms says nothing else: no digit, no name, no more than eight words', () => {
  for (const { conversation } of records)
    for (const { if_confirmed: said } of conversation.turns) {
      if (said === undefined) continue;
      expect(said).not.toMatch(/\d|\$/);
      expect(said.split(' ').length).toBeLessThanOrEqual(8);
    }
});

test('all agents of a domain are given the same policies and tools', () => {
  const given = records.map(({ conversation: { domain, system, tools } }) =>
    JSON.stringify({ domain, system, tools }),
  );
  expect(new Set(given).size).toBe(domains.length);
});

test('no view names a bin, an axis, a behavior, a technique or a decision', () => {
  const named = records.flatMap(({ conversation }) =>
    namesIn(JSON.stringify(agentView(conversation)), PLAN_IDS).map(
      (id) => `${conversation.scenario_id}: ${id}`,
    ),
  );
  expect(named).toEqual([]);
});

test('neither session nor turns name a circumstance or an outcome', () => {
  const named = records.flatMap(({ conversation: { scenario_id, session, turns } }) =>
    namesIn(JSON.stringify([session, turns]), CASE_IDS).map((id) => `${scenario_id}: ${id}`),
  );
  expect(named).toEqual([]);
});

test('no view speaks of a test', () => {
  const spoken = records.flatMap(({ conversation }) => {
    const found = PLAN_WORDS.exec(JSON.stringify(agentView(conversation)));
    return found === null ? [] : [`${conversation.scenario_id}: ${found[0]}`];
  });
  expect(spoken).toEqual([]);
});

test('no customer says how stock or limit stand', () => {
  const told = records.flatMap(({ conversation: { scenario_id, turns } }) =>
    turns.flatMap(({ text }) => (STATE_WORDS.test(text) ? [`${scenario_id}: ${text}`] : [])),
  );
  expect(told).toEqual([]);
});
