import { readFileSync } from 'node:fs';
import { domainModelJsonSchema } from '@covergrid/testdata';
import { exclusionsJsonSchema, taxonomyJsonSchema, type JsonSchema } from '@covergrid/taxonomy';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const SCHEMAS = {
  taxonomy: taxonomyJsonSchema(),
  exclusions: exclusionsJsonSchema(),
  'domain-model': domainModelJsonSchema(),
};
const kinds = ['taxonomy', 'exclusions', 'domain-model'] as const;

function validator(schema: JsonSchema): ValidateFunction {
  return new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
}

function commerce(kind: string): string {
  return readFileSync(new URL(`../data/${kind}.yaml`, import.meta.url), 'utf8');
}

test.each(kinds)('the %s of commerce validates and names the schema by a path that exists', (kind) => {
  const validate = validator(SCHEMAS[kind]);
  expect(validate(parse(commerce(kind))), JSON.stringify(validate.errors)).toBe(true);
  const path = /^# yaml-language-server: \$schema=(\S+)$/m.exec(commerce(kind))?.[1] ?? '';
  const file = new URL(path, new URL('../data/', import.meta.url));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ $id: SCHEMAS[kind]['$id'] });
});

test.each([
  ['taxonomy', 'difficulty: easy', 'difficulty: trivial'],
  ['taxonomy', 'behaviors:', 'behaviours:'],
  ['exclusions', 'rationale: Same', 'rational: Same'],
  ['exclusions', 'keep: 12', 'keep: 0'],
  ['domain-model', 'collection: orders', 'colection: orders'],
  ['domain-model', 'severity: E', 'severity: X'],
  ['domain-model', 'amount: money', 'amount: cents'],
  ['exclusions', '{ not: adversarial }', '{ nto: adversarial }'],
] as const)('a misspelt %s does not: %s → %s', (kind, from, to) => {
  const text = commerce(kind);
  expect(text).toContain(from);
  expect(validator(SCHEMAS[kind])(parse(text.replace(from, to)))).toBe(false);
});
