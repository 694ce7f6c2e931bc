import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { renderCatalogue } from './catalogue.ts';
import { datasetDocumentKinds, datasetJsonSchema } from './published-schemas.ts';

test.each(datasetDocumentKinds)(
  'the shipped schema of %s is fresh; COVERGRID_UPDATE=1 rewrites it',
  (kind) => {
    const file = new URL(`../schemas/${kind}.schema.json`, import.meta.url);
    const schema = datasetJsonSchema(kind);
    if (process.env['COVERGRID_UPDATE'] === '1') {
      mkdirSync(new URL('.', file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    }
    // Content and key order count; white space is the formatter's.
    expect(JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))).toBe(JSON.stringify(schema));
  },
);

test('a catalogue validates, and one with another field does not', () => {
  const validate = new Ajv2020({ strict: false }).compile(datasetJsonSchema('catalogue'));
  const catalogue = JSON.parse(renderCatalogue('library', [], ['renewals'])) as object;
  expect(validate(catalogue)).toBe(true);
  expect(validate({ ...catalogue, extra: 1 })).toBe(false);
});
