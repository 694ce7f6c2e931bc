import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { evaluatorJsonSchema, evaluatorSchemaNames } from './published-schemas.ts';

test.each(evaluatorSchemaNames)(
  'the shipped schema of a %s is fresh; COVERGRID_UPDATE=1 rewrites it',
  (name) => {
    const file = new URL(`../schemas/${name}.schema.json`, import.meta.url);
    const schema = evaluatorJsonSchema(name);
    if (process.env['COVERGRID_UPDATE'] === '1') {
      mkdirSync(new URL('.', file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    }
    // Content and key order count; white space is the formatter's.
    expect(JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))).toBe(JSON.stringify(schema));
  },
);

test('what has no score may hold none', () => {
  const validate = new Ajv2020({ strict: false }).compile(evaluatorJsonSchema('score'));
  const place = { schema: 'covergrid/score@1', run_id: 'r', case_id: 'c', trial: 1, turn: null, metric: 'm' };
  const said = { reason: 'r', metadata: {} };
  expect(validate({ ...place, status: 'scored', score: 0.5, ...said })).toBe(true);
  expect(validate({ ...place, status: 'unscored', cause: 'no_answer', ...said })).toBe(true);
  expect(validate({ ...place, status: 'unscored', cause: 'no_answer', score: 0, ...said })).toBe(false);
  expect(validate({ ...place, status: 'scored', score: null, ...said })).toBe(false);
  expect(validate({ ...place, status: 'scored', score: 80, ...said })).toBe(false);
});
