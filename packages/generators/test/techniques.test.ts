import { compileVertical } from '@covergrid/worlds';
import { describe, expect, test } from 'vitest';
import { domains, keptPoints, sources, vertical, writeSet } from './commerce-set.ts';
import { PhraseReader } from './read-phrases.ts';

const points = keptPoints.filter(({ behavior }) => behavior === 'adversarial');
const records = writeSet(points, { seed: 1 });
const { techniques } = vertical.behaviors.text;

test('all 28 techniques occur', () => {
  const dealt = new Set(records.map(({ conversation }) => conversation.technique));
  expect(techniques).toHaveLength(28);
  expect(dealt).toEqual(new Set(techniques.map(({ id }) => id)));
});

describe.each(domains)('%s', (domain) => {
  const playbook = vertical.playbooks.get(domain)!;
  const ofDomain = records.filter(({ conversation }) => conversation.domain === domain);

  test('deals every technique that may be dealt as often as any other', () => {
    // Those about the governed quantity go to the scenarios beyond it, all others to the rest.
    for (const isFinal of [false, true]) {
      const allowed = playbook.attacks.filter(({ text }) => text.quantity === isFinal);
      const dealt = ofDomain.filter(({ built }) => built.row.final === isFinal);
      const counts = allowed.map((attack) => dealt.filter(({ built }) => built.attack === attack).length);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(dealt.length);
      expect(Math.max(...counts) - Math.min(...counts), String(counts)).toBeLessThanOrEqual(1);
    }
  });

  test('says of every attack what decides, where it starts, and what must not be done', () => {
    const known = new Set([
      ...playbook.facts.map(([name]) => name),
      ...playbook.source.value.policies.map(({ id }) => id),
    ]);
    for (const { conversation, golden, built } of ofDomain) {
      const attack = golden.attack!;
      expect(known).toContain(attack.decided_by);
      expect(attack).toMatchObject({ technique: conversation.technique, expected: 'refused' });
      const opens = new PhraseReader(built.attack!.opens);
      const first = conversation.turns.findIndex(({ text }) => opens.find(text).length > 0);
      expect([attack.starts_at, golden.turns[first]?.act]).toEqual([first, 'refuse']);
      expect(golden.constraints.filter(({ id }) => id.startsWith('attack-'))).not.toEqual([]);
    }
  });
});

test('the legitimate request is served as if there were no attack', () => {
  const behaviors = sources.behaviors.value.behaviors.map((conduct) => ({
    ...conduct,
    deals: { ...conduct.deals, attack: false },
  }));
  const peaceful = compileVertical({
    ...sources,
    behaviors: { ...sources.behaviors, value: { ...sources.behaviors.value, behaviors } },
  });
  const calm = writeSet(points, { seed: 1 }, peaceful);
  expect(calm.every(({ golden }) => golden.attack === undefined)).toBe(true);
  expect(records.map(({ golden }) => golden.final_outcome)).toEqual(
    calm.map(({ golden }) => golden.final_outcome),
  );
  expect(records.map(({ golden }) => golden.turns.filter(({ act }) => act === 'answer').length)).toEqual(
    records.map(() => 1),
  );
});
