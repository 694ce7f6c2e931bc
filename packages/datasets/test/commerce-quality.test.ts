import { loadCommerce, loadCommerceVertical } from '@covergrid/commerce';
import { ScenarioQueries } from '@covergrid/enumerator';
import { ConversationWriter } from '@covergrid/generators';
import { compileGrid } from '@covergrid/rules';
import { buildCase } from '@covergrid/worlds';
import { describe, expect, test } from 'vitest';
import { judgeFigure, measureDialogues, QUALITY_BARS, type Dialogue } from '../src/index.ts';

const configuration = await loadCommerce();
const vertical = await loadCommerceVertical(configuration.taxonomy);
const queries = new ScenarioQueries(configuration, compileGrid(configuration, { seed: 1 }));
const points = [...queries.list({ domains: [...vertical.playbooks.keys()], status: 'kept' })];
const groupOf = new Map(vertical.behaviors.text.techniques.map(({ id, group }) => [id, group]));

function dialogues(seed: number, options: { readonly slips?: boolean } = {}): Dialogue[] {
  const writer = new ConversationWriter(vertical, options);
  return points.map(({ scenario_id, domain, behavior, axes }): Dialogue => {
    const built = buildCase(vertical, { scenario_id, domain, behavior, axes }, { seed });
    const { conversation, golden } = writer.write(built, 'commerce.all');
    return {
      id: conversation.conversation_id,
      messages: conversation.turns.map(({ text }) => text),
      replies: golden.turns.flatMap(({ reference_reply: reply }) => (reply === '' ? [] : [reply])),
      labels: {
        domain,
        behavior,
        decision: golden.final_outcome.decision,
        policy_boundary: axes['policy_boundary']!,
      },
      isInstructionAttack: groupOf.get(conversation.technique ?? '') === 'instruction-attack',
    };
  });
}

describe.each([
  ['seed 1', 1, {}],
  ['seed 2', 2, {}],
  ['seed 3', 3, {}],
  ['seed 1, nobody mistypes', 1, { slips: false }],
] as const)('the conversations of commerce with %s', (_, seed, options) => {
  const figures = measureDialogues(dialogues(seed, options));

  test('are enough to measure', () => {
    expect(figures.turns).toBeGreaterThan(2000);
  });

  test.each(QUALITY_BARS)('meet the bar of $title', (bar) => {
    expect(judgeFigure(bar, figures[bar.figure]), `${bar.title}: ${figures[bar.figure]}`).toBe('met');
  });
});

test('a decision is made often enough to be tested, and none rules', () => {
  const counts = new Map<string, number>();
  const all = dialogues(1);
  for (const { labels } of all) counts.set(labels.decision, (counts.get(labels.decision) ?? 0) + 1);
  expect(Math.max(...counts.values()) / all.length).toBeLessThanOrEqual(0.45);
});
