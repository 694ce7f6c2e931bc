import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exclusionsJsonSchema, taxonomyJsonSchema } from './json-schema.ts';

const SCHEMAS = { taxonomy: taxonomyJsonSchema(), exclusions: exclusionsJsonSchema() };
const kinds = ['taxonomy', 'exclusions'] as const;

test.each(kinds)('the shipped %s schema is fresh; COVERGRID_UPDATE=1 rewrites it', (kind) => {
  const file = new URL(`../schemas/${kind}.schema.json`, import.meta.url);
  if (process.env['COVERGRID_UPDATE'] === '1')
    writeFileSync(file, `${JSON.stringify(SCHEMAS[kind], null, 2)}\n`);
  // Content and key order count; white space is the formatter's.
  expect(JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))).toBe(JSON.stringify(SCHEMAS[kind]));
});

test.each(kinds)('the root of the %s schema is an object with properties', (kind) => {
  expect(SCHEMAS[kind]).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:covergrid:schema:${kind}:1`,
    type: 'object',
    properties: { schema: { const: `covergrid/${kind}@1` } },
    additionalProperties: false,
  });
});
