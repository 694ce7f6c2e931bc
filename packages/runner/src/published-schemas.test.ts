import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { runResultJsonSchema } from './published-schemas.ts';
import type { RunResult } from './run-result.ts';

test('the shipped schema of a result is fresh; COVERGRID_UPDATE=1 rewrites it', () => {
  const file = new URL('../schemas/run-result.schema.json', import.meta.url);
  const schema = runResultJsonSchema();
  if (process.env['COVERGRID_UPDATE'] === '1') {
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  }
  // Content and key order count; white space is the formatter's.
  expect(JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))).toBe(JSON.stringify(schema));
});

test('a result validates, and one with another field or status does not', () => {
  const validate = new Ajv2020({ strict: false }).compile(runResultJsonSchema());
  const result: RunResult = {
    schema: 'covergrid/run-result@1',
    run_id: 'r',
    dataset_id: 'd',
    dataset_version: '1.0.0',
    case_id: 'c',
    content_sha256: '',
    trial: 1,
    backend: 'reference:perfect',
    status: 'ok',
    turns: [{ index: 0, exchanges: [{ message: 'Hi', calls: [], reply: null }], latency_ms: 0.5 }],
    outcome: { decision: 'approve' },
    usage: null,
    cost: null,
    attempts: 1,
    latency_ms: 1,
    error: null,
    trace_id: null,
  };
  expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...result, extra: 1 })).toBe(false);
  expect(validate({ ...result, status: 'fine' })).toBe(false);
});
