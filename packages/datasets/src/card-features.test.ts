import { conversationSchema, goldenSchema } from '@covergrid/worlds';
import { expect, test } from 'vitest';
import { CARD_FEATURES, featuresYaml } from './card-features.ts';

test('every field of a record is a column, in order', () => {
  expect(CARD_FEATURES.conversations.map(({ name }) => name)).toEqual(Object.keys(conversationSchema.shape));
  expect(CARD_FEATURES.golden.map(({ name }) => name)).toEqual(Object.keys(goldenSchema.shape));
});

test('what differs in shape from record to record is JSON, what is plain has its type', () => {
  const typeOf = Object.fromEntries(
    [...CARD_FEATURES.conversations, ...CARD_FEATURES.golden].map(({ name, type }) => [name, type]),
  );
  expect(typeOf).toMatchObject({
    conversation_id: 'string',
    difficulty: 'string',
    technique: 'string',
    variant: 'int64',
    evaluation_criteria: 'strings',
    world: 'json',
    final_outcome: 'json',
    must_communicate: 'json',
  });
  expect(featuresYaml()).toContain('      - name: evaluation_criteria\n        list: string');
});
