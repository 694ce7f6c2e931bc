import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { EXCLUSIONS, TAXONOMY } from '../test/sample.ts';
import { defineConfiguration, loadConfiguration, loadTaxonomy, parseConfiguration } from './configuration.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'covergrid-taxonomy-'));
  writeFileSync(join(directory, 't.yaml'), TAXONOMY);
  writeFileSync(join(directory, 'e.json'), JSON.stringify(parse(EXCLUSIONS), null, '\t'));
  writeFileSync(join(directory, 'bad.yaml'), TAXONOMY.replace('id: shop', 'id: Shop'));
});
afterAll(() => rmSync(directory, { recursive: true }));
const files = (taxonomy: string, exclusions: string): { taxonomyFile: string; exclusionsFile: string } => ({
  taxonomyFile: join(directory, taxonomy),
  exclusionsFile: join(directory, exclusions),
});

test('files, texts and values give the same configuration', async () => {
  const loaded = await loadConfiguration(files('t.yaml', 'e.json'));
  const parsed = parseConfiguration({
    taxonomy: { text: TAXONOMY, file: 't' },
    exclusions: { text: EXCLUSIONS, file: 'e' },
  });
  expect(loaded).toStrictEqual(parsed);
  expect(defineConfiguration(parse(TAXONOMY), parse(EXCLUSIONS))).toStrictEqual(parsed);
  expect(await loadTaxonomy(join(directory, 't.yaml'))).toStrictEqual(parsed.taxonomy);
});

test('one missing file keeps its data, two are both named', async () => {
  await expect(loadConfiguration(files('none.yaml', 'e.json'))).rejects.toMatchObject({
    code: 'INPUT_NOT_FOUND',
    data: { file: join(directory, 'none.yaml') },
  });
  await expect(loadConfiguration(files('none.yaml', 'no.json'))).rejects.toMatchObject({
    issues: [{ code: 'INPUT_NOT_FOUND' }, { code: 'INPUT_NOT_FOUND' }],
  });
  await expect(loadConfiguration(files('t.yaml', '.'))).rejects.toMatchObject({ code: 'INPUT_NOT_A_FILE' });
});

test('a taxonomy alone is checked too', async () => {
  await expect(loadTaxonomy(join(directory, 'bad.yaml'))).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    at: { file: join(directory, 'bad.yaml'), line: 2, column: 5 },
  });
});

test('values from code: issues without a place', () => {
  expect(() => defineConfiguration({ ...(parse(TAXONOMY) as object), axes: 5 }, parse(EXCLUSIONS))).toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      message: 'axes must be a list, not 5.',
      at: undefined,
    }),
  );
});
