import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { llmJsonSchema, llmSchemaNames } from './json-schema.ts';

test.each(llmSchemaNames)('the shipped %s schema is fresh; COVERGRID_UPDATE=1 rewrites it', (name) => {
  const file = new URL(`../schemas/${name}.schema.json`, import.meta.url);
  const schema = llmJsonSchema(name);
  if (process.env['COVERGRID_UPDATE'] === '1') writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  // Content and key order count; white space is the formatter's.
  expect(JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))).toBe(JSON.stringify(schema));
});
