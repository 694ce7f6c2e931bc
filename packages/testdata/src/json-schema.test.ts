import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { domainModelJsonSchema } from './json-schema.ts';

test('the shipped schema is fresh; COVERGRID_UPDATE=1 rewrites it', () => {
  const schema = domainModelJsonSchema();
  const file = new URL('../schemas/domain-model.schema.json', import.meta.url);
  if (process.env['COVERGRID_UPDATE'] === '1') writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  // Content and key order count; white space is the formatter's.
  expect(JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))).toBe(JSON.stringify(schema));
});

test('its root is an object with properties', () => {
  expect(domainModelJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:covergrid:schema:domain-model:1',
    type: 'object',
    properties: { schema: { const: 'covergrid/domain-model@1' } },
    additionalProperties: false,
  });
});
