import { conversationSchema, goldenSchema } from '@covergrid/worlds';
import { expect, test } from 'vitest';
import { cardFeatures, featuresYaml } from './card-features.ts';

const features = cardFeatures();

test('every field of a record is a column, in order', () => {
  expect(features.conversations.map(({ name }) => name)).toEqual(Object.keys(conversationSchema.shape));
  expect(features.golden.map(({ name }) => name)).toEqual(Object.keys(goldenSchema.shape));
});

test('what differs in shape from record to record is JSON, what is plain has its type', () => {
  const typeOf = Object.fromEntries(
    [...features.conversations, ...features.golden].map(({ name, type }) => [name, type]),
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
