import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guideBlocks, writeGym } from '../../../tests/support/gym.ts';
import { writeShownFiles } from '../../../tests/support/shown-files.ts';
import { runCli, temporaryDirectory, type CliRun } from './run-cli.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'covergrid-cli-'));
const run = (...words: string[]): CliRun => runCli(words, { cwd });

beforeAll(() => {
  writeGym(path.join(cwd, 'gym'));
});

afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

test('a vertical of one’s own is planned, generated and verified by its directory', () => {
  expect(run('coverage', 'plan', '--vertical', 'gym', '--out', 'plan', '--quiet').status).toBe(0);
  const generated = run('coverage', 'generate', '--vertical', './gym/');
  expect(generated).toMatchObject({ status: 0, stderr: '' });
  expect(generated.stdout).toMatch(/^gym\.freezes\.pushy +1\.0\.0 +6 +12 +written$/m);
  const verified = run('coverage', 'verify', 'datasets', '--vertical', 'gym');
  expect(verified).toMatchObject({ status: 0, stderr: '' });
  expect(verified.stdout).toContain('datasets/gym/freezes/plain: proven');
  const alone = run('coverage', 'verify', 'datasets/gym/freezes/plain', '--vertical', 'gym');
  expect(alone).toMatchObject({ status: 0, stderr: '' });
  expect(run('dataset', 'validate', 'datasets').status).toBe(0);
});

test('its agent is told what it is', () => {
  const { stdout } = run('dataset', 'list', 'datasets', '--json');
  expect(JSON.parse(stdout)).toHaveLength(2);
  const shown = run('taxonomy', 'show', '--vertical', 'gym', '--json');
  expect(JSON.parse(shown.stdout)).toMatchObject({ taxonomy: { id: 'gym' } });
});

test.each<[string, string[], number, RegExp]>([
  ['no vertical', ['coverage', 'verify', 'datasets'], 2, /^USAGE "gym" is not built in, .* --vertical\.$/m],
  [
    'another',
    ['coverage', 'verify', 'datasets', '--vertical', 'commerce'],
    2,
    /^USAGE "commerce" is the vertical "commerce", not "gym"\.$/m,
  ],
  [
    'none that there is',
    ['coverage', 'generate', '--vertical', 'gim'],
    2,
    /^USAGE There is no vertical "gim"/,
  ],
  ['a file', ['coverage', 'plan', '--vertical', 'gym/taxonomy.yaml'], 2, /^INPUT_NOT_A_DIRECTORY /],
  [
    'a grid alone',
    ['coverage', 'generate', '--taxonomy', 'gym/taxonomy.yaml', '--exclusions', 'gym/exclusions.yaml'],
    2,
    /^USAGE "gym" is not built in/,
  ],
  ['none to lint', ['vertical', 'lint', 'nowhere'], 2, /^USAGE There is no vertical "nowhere"/],
])('%s is told', (_, words, status, message) => {
  const ended = run(...words);
  expect(ended.status).toBe(status);
  expect(ended.stderr).toMatch(message);
});

test('lint prints what the guide shows', () => {
  const shown = guideBlocks.filter(({ language }) => language !== 'yaml');
  const commands = shown.flatMap(({ code, line }, index) =>
    code.startsWith('covergrid vertical lint') ? [{ line, output: shown[index + 1]?.code }] : [],
  );
  expect(commands).toHaveLength(2);
  for (const { line, output } of commands) {
    const directory = temporaryDirectory();
    writeShownFiles(
      directory,
      guideBlocks.filter((block) => block.line < line),
    );
    const { stdout, stderr } = runCli(['vertical', 'lint'], { cwd: directory });
    expect(`${stdout}${stderr}`.trimEnd()).toBe(output);
  }
});

test('lint ends with 0 for a sound vertical, 1 for findings, 2 for what cannot be read', () => {
  expect(run('vertical', 'lint', 'gym')).toMatchObject({ status: 0, stderr: '' });
  const directory = temporaryDirectory();
  writeGym(directory);
  writeFileSync(path.join(directory, 'behaviors.yaml'), 'schema: [');
  const broken = runCli(['vertical', 'lint', '--json'], { cwd: directory });
  expect(broken.status).toBe(1);
  expect(JSON.parse(broken.stdout)).toMatchObject({
    vertical: '.',
    id: 'gym',
    issues: [{ code: 'CONFIG_SYNTAX', at: { file: 'behaviors.yaml', line: 1 }, hint: expect.any(String) }],
  });
  expect(JSON.parse(broken.stderr)).toMatchObject({ error: { code: 'LINT_FAILED' } });
  rmSync(path.join(directory, 'behaviors.yaml'));
  expect(runCli(['vertical', 'lint', '--quiet'], { cwd: directory }).status).toBe(2);
});
