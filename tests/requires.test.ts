import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fateOfSuite } from './support/requires.ts';

const directory = mkdtempSync(join(tmpdir(), 'covergrid-requires-'));
const browser = join(directory, 'chromium');
writeFileSync(browser, '');
chmodSync(browser, 0o755);

afterAll(() => rmSync(directory, { recursive: true }));

test.each([
  ['runs with the tool on PATH', { PATH: directory }, 'run'],
  ['runs with the browser named', { PATH: '', COVERGRID_CHROMIUM: browser }, 'run'],
  ['skips without it', { PATH: '' }, 'skip'],
  ['skips when another tool is required', { PATH: '', COVERGRID_REQUIRE: 'strace' }, 'skip'],
  ['fails when it is required', { PATH: '', COVERGRID_REQUIRE: 'strace, chromium' }, 'fail'],
  ['does not take another than the one named', { PATH: directory, COVERGRID_CHROMIUM: '/none' }, 'skip'],
] as const)('a suite that needs chromium %s', (_name, environment, fate) => {
  expect(fateOfSuite('chromium', environment)).toBe(fate);
});
