import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { documentKinds, jsonSchemaOf, type DocumentKind } from './published-schemas.ts';

function validator(kind: DocumentKind): ValidateFunction {
  return new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(jsonSchemaOf(kind));
}

function library(name: string): string {
  return readFileSync(new URL(`../test/library/${name}.yaml`, import.meta.url), 'utf8');
}

test.each(documentKinds)('the shipped schema of %s is fresh; COVERGRID_UPDATE=1 rewrites it', (kind) => {
  const file = new URL(`../schemas/${kind}.schema.json`, import.meta.url);
  const schema = jsonSchemaOf(kind);
  if (process.env['COVERGRID_UPDATE'] === '1') writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  // Content and key order count; white space is the formatter's.
  expect(JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))).toBe(JSON.stringify(schema));
});

test.each([
  ['playbook', 'renewals', 'verdict: PARTIAL', 'verdict: MAYBE'],
  ['playbook', 'renewals', 'reads: ', 'read: '],
  ['behaviors', 'behaviors', 'agent: answer', 'agent: reply'],
  ['decision-table', 'decision-table', 'decision: approve', 'decision: yes'],
] as const)('the %s of the library validates; misspelt, it does not: %s %s → %s', (kind, name, from, to) => {
  const validate = validator(kind);
  expect(validate(parse(library(name))), JSON.stringify(validate.errors)).toBe(true);
  expect(library(name)).toContain(from);
  expect(validate(parse(library(name).replace(from, to)))).toBe(false);
});
