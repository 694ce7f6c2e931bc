import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli, temporaryDirectory } from './run-cli.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'covergrid-cli-'));
const CELL = 'datasets/commerce/trust-safety-fraud/happy-path';
const GENERATE = ['coverage', 'generate', '--domain', 'trust*', '--behavior', 'happy-path'];

afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

beforeAll(() => {
  expect(runCli(GENERATE, { cwd })).toMatchObject({ status: 0 });
});

test('generate names what it wrote, and the second time that nothing was to do', () => {
  const again = runCli(GENERATE, { cwd });
  expect(again.status).toBe(0);
  expect(again.stdout).toMatch(/^commerce\.trust-safety-fraud\.happy-path +1\.0\.0 +22 +\d+ +unchanged$/m);
  expect(again.stdout).toContain('All is there and unchanged in datasets/commerce: nothing was written.');
});

test('a domain without a playbook is named and left out', () => {
  const run = runCli(['coverage', 'generate', '--domain', 'cart*', '--dry-run'], { cwd });
  expect(run).toMatchObject({ status: 0 });
  expect(run.stdout).toContain('0 conversations would go to 0 datasets. Nothing is written.');
  expect(run.stderr).toContain('1 domain without a playbook got no conversations: cart-management.');
});

test('verify proves grid, datasets and catalogue from the directory', () => {
  const run = runCli(['coverage', 'verify', 'datasets'], { cwd });
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toContain(`${CELL}: proven\n  ✓ 22 conversations`);
  expect(run.stdout).toContain('✓ catalogue: 1 datasets');
  expect(run.stdout).toContain('✓ report on conversations: 2 files rendered again');
  expect(run.stdout).toMatch(/✓ domains without a playbook: \d+, all named/);
  expect(runCli(['coverage', 'verify', CELL], { cwd })).toMatchObject({ status: 0, stderr: '' });
});

test('list, show, stats and validate read what generate wrote', () => {
  const list = JSON.parse(runCli(['dataset', 'list', 'datasets', '--json'], { cwd }).stdout);
  expect(list).toMatchObject([{ path: CELL, dataset_id: 'commerce.trust-safety-fraud.happy-path' }]);
  const [line = ''] = readFileSync(path.join(cwd, CELL, 'conversations-00000.jsonl'), 'utf8').split('\n');
  const { conversation_id, turns } = JSON.parse(line);
  const shown = runCli(['dataset', 'show', conversation_id], { cwd });
  expect(shown.stdout).toContain(`1 customer: ${turns[0].text}`);
  expect(shown.stdout).toMatch(/^Outcome$/m);
  const stats = runCli(['dataset', 'stats', CELL], { cwd });
  expect(stats.stdout).toMatch(/^22 conversations, \d+ customer turns$/m);
  expect(stats.stdout).toMatch(/^different four-word starts +\d/m);
  expect(runCli(['dataset', 'validate', 'datasets'], { cwd })).toMatchObject({
    status: 0,
    stdout: `${CELL}: valid\n`,
  });
});

test('list and stats tell in words which domains have no conversations yet', () => {
  const { without_playbook } = JSON.parse(
    readFileSync(path.join(cwd, 'datasets/commerce/index.json'), 'utf8'),
  );
  for (const command of ['list', 'stats']) {
    const { stdout } = runCli(['dataset', command, 'datasets'], { cwd });
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `${without_playbook.length} domains of commerce have no playbook yet, and so no conversations: ${without_playbook.join(', ')}.`,
    );
    expect(runCli(['dataset', command, CELL], { cwd }).stdout).not.toContain('playbook');
  }
  const { gaps } = JSON.parse(runCli(['dataset', 'stats', 'datasets', '--json'], { cwd }).stdout);
  expect(gaps).toEqual([{ vertical: 'commerce', domains: without_playbook }]);
});

test('a report on the conversations stands beside that on the grid, and plan finds all as it was', () => {
  const page = readFileSync(path.join(cwd, 'datasets/commerce/report/conversations.html'), 'utf8');
  expect(page).toContain('22 conversations');
  expect(runCli(['coverage', 'generate', ...GENERATE.slice(2)], { cwd }).stdout).toContain(
    '  datasets/commerce/report/conversations.html\n',
  );
  expect(runCli(['coverage', 'plan'], { cwd }).stdout).toContain('nothing was written');
  expect(runCli([...GENERATE, '--json'], { cwd }).stdout).toContain('"status": "unchanged"');
});

test('diff tells versions apart', () => {
  expect(runCli([...GENERATE, '--seed', '2', '--out', 'other'], { cwd }).status).toBe(0);
  const other = CELL.replace('datasets', 'other');
  const diff = runCli(['dataset', 'diff', CELL, other], { cwd });
  expect(diff).toMatchObject({ status: 0, stderr: '' });
  expect(diff.stdout).toMatch(/^A major step of the version\.\n {2}seed: 1 → 2\n/);
  expect(runCli(['dataset', 'diff', CELL, CELL], { cwd }).stdout).toBe('No conversation differs.\n');
});

test('shards are merged to what an undivided run writes', () => {
  const out = temporaryDirectory();
  const words = [...GENERATE, '--part-size', '5'];
  expect(runCli(['coverage', 'merge', '.'], { cwd: out }).stderr).toMatch(/^DATASET_NOT_FOUND /);
  for (const shard of ['1/2', '2/2']) {
    const run = runCli([...words, '--shard', shard], { cwd: out });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(/^Written \d+ conversations in \d parts, every golden proven/);
    if (shard === '1/2') {
      const early = runCli(['coverage', 'merge', 'datasets'], { cwd: out });
      expect(early).toMatchObject({ status: 2, stderr: expect.stringMatching(/^DATASET_INCOMPLETE /) });
    }
  }
  expect(runCli(['coverage', 'verify', 'datasets'], { cwd: out }).stderr).toMatch(/^DATASET_INCOMPLETE /);
  const merged = runCli(['coverage', 'merge', 'datasets'], { cwd: out });
  expect(merged).toMatchObject({ status: 0, stderr: '' });
  expect(merged.stdout).toContain('Written to datasets/commerce: 1 dataset, every golden proven.');
  expect(runCli(['coverage', 'verify', 'datasets'], { cwd: out }).status).toBe(0);
  expect(runCli(words, { cwd: out }).stdout).toContain('All is there and unchanged');
});

test('a flipped outcome is found, with file and line', () => {
  const out = temporaryDirectory();
  expect(runCli(GENERATE, { cwd: out }).status).toBe(0);
  const file = path.join(out, CELL, 'golden-00000.jsonl');
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes('"decision":"approve"'));
  writeFileSync(
    file,
    lines.with(at, lines[at]!.replace('"decision":"approve"', '"decision":"deny_policy"')).join('\n'),
  );
  const run = runCli(['coverage', 'verify', 'datasets', '--quiet'], { cwd: out });
  expect(run.status).toBe(1);
  expect(run.stdout).toMatch(new RegExp(`^golden-00000\\.jsonl:${at + 1} `, 'm'));
  expect(run.stderr).toMatch(/^VERIFY_FAILED /);
  expect(runCli(['dataset', 'validate', CELL], { cwd: out }).status).toBe(1);
});

test.each([
  [['dataset', 'show', 'cnv_nobody'], 'SCENARIO_NOT_FOUND'],
  [['dataset', 'list', 'nowhere'], 'DATASET_NOT_FOUND'],
  [['dataset', 'stats', 'nowhere'], 'DATASET_NOT_FOUND'],
  [['dataset', 'diff', CELL, 'nowhere'], 'DATASET_NOT_FOUND'],
  [['coverage', 'generate', '--variants', '0'], 'USAGE'],
  [['coverage', 'generate', '--group-by', 'brand'], 'USAGE'],
  [['coverage', 'generate', '--combined', '--group-by', 'domain'], 'USAGE'],
  [[...GENERATE, '--resume'], 'RESUME_NOTHING'],
  [[...GENERATE, '--variants', '2'], 'OUTPUT_DIFFERS'],
])('%j ends in %s and without a stack', (args, code) => {
  const run = runCli(args, { cwd });
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(new RegExp(`^${code} `));
  expect(run.stderr).not.toMatch(/^ +at /m);
});
