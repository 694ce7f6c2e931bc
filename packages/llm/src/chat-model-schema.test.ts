import { expect, test } from 'vitest';
import { configFromValue, checkConfig } from '@covergrid/core/config';
import { chatModelSchema } from './chat-model-schema.ts';

test.each([
  ['openai:gpt-4o-mini', { provider: 'openai', model: 'gpt-4o-mini' }],
  ['openai:org/model:7b', { provider: 'openai', model: 'org/model:7b' }],
  ['replay:runs/calls.jsonl', { provider: 'replay', file: 'runs/calls.jsonl' }],
  ['none', { provider: 'none' }],
  [
    { provider: 'openai', model: 'm', base_url: 'http://127.0.0.1:8000/v1/' },
    { provider: 'openai', model: 'm', base_url: 'http://127.0.0.1:8000/v1' },
  ],
])('%j is read as %j', (text, config) => {
  expect(chatModelSchema.parse(text)).toEqual(config);
});

test.each<[unknown, RegExp]>([
  ['gpt-4o-mini', /openai:MODEL, replay:FILE or none/],
  ['openai:', /openai:MODEL/],
  [{ provider: 'openai', model: 'm', base_url: 'ftp://x.test' }, /http or https URL/],
  [{ provider: 'openai', model: 'm', base_url: 'https://user:word@x.test/v1' }, /without user/],
  [
    { provider: 'openai', model: 'm', api_key_env: 'sk-1234' },
    /name of an environment variable, never a key/,
  ],
  [{ provider: 'openai', model: 'm', api_key: 'sk-1234' }, /api_key/],
  [{ provider: 'openai', model: 'm', params: { temprature: 1 } }, /temprature/],
  [{ provider: 'azure' }, /provider/],
])('%j is refused', (config, says) => {
  const { issues } = checkConfig(configFromValue(config), chatModelSchema);
  expect(issues.map(({ message }) => message).join('\n')).toMatch(says);
});
