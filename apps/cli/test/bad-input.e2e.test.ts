import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, temporaryDirectory } from './run-cli.ts';

describe('bad input', () => {
  const exclusions =
    '{schema: covergrid/exclusions@1, id: e, version: 1.0.0, taxonomy: {id: t, version: ^1.0.0}, rules: []}';
  const taxonomy =
    '{schema: covergrid/taxonomy@1, id: t, version: 1.0.0, domains: [{id: d, name: D}], behaviors: [{id: b, name: B}], axes: []}';
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 9 }, (_, i) => {
    const [name, from] = [String.fromCodePoint(98 + i), String.fromCodePoint(97 + i)];
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${from}`).join(', ')}]`;
  }).join('\n')}\n`;

  function prepared(): string {
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, 't.yaml'), taxonomy);
    writeFileSync(join(cwd, 'e.yaml'), exclusions);
    writeFileSync(
      join(cwd, 'axis.yaml'),
      exclusions.replace('[]', '\n  [{id: r, category: c, rationale: w, exclude: {stok: x}}]'),
    );
    writeFileSync(join(cwd, 'bomb.yaml'), bomb);
    writeFileSync(join(cwd, 'broken.yaml'), 'a: [1\nb: "\u0007');
    writeFileSync(join(cwd, 'other.txt'), 'mine');
    mkdirSync(join(cwd, 'dir'));
    mkdirSync(join(cwd, 'real'));
    symlinkSync('real', join(cwd, 'link'));
    execFileSync('mkfifo', [join(cwd, 'fifo')]);
    return cwd;
  }

  test.each<[string, string[], string, number]>([
    ['an unknown command', ['covrage'], "USAGE Unknown command 'covrage'. Did you mean coverage?", 2],
    [
      'help for an unknown command',
      ['help', 'covrage'],
      "USAGE Unknown command 'covrage'. Did you mean coverage?\nSee `covergrid --help`.",
      2,
    ],
    [
      'help for an unknown command of a group',
      ['help', 'coverage', 'pln'],
      "USAGE Unknown command 'pln'. Did you mean plan?\nSee `covergrid coverage --help`.",
      2,
    ],
    [
      'help for a word too many',
      ['coverage', 'help', 'plan', 'x'],
      "USAGE Unknown command 'x'.\nSee `covergrid coverage plan --help`.",
      2,
    ],
    ['no command', [], 'USAGE The command is missing.', 2],
    [
      'no command of a group',
      ['coverage'],
      'USAGE The command is missing.\nSee `covergrid coverage --help`.',
      2,
    ],
    [
      'an unknown option',
      ['coverage', 'plan', '--sed', '1'],
      "USAGE Unknown option '--sed'. Did you mean --seed?",
      2,
    ],
    ['a missing value', ['coverage', 'plan', '--seed'], 'USAGE Option', 2],
    ...(
      [
        ['plan', '--out', ''],
        ['plan', '--taxonomy', '', '--exclusions', 'e.yaml'],
        ['plan', '--taxonomy', 't.yaml', '--exclusions='],
        ['report', 'dir', '--rates', ''],
        ['report', 'dir', '--out='],
        ['explain', '--from', '', 'x=y'],
        ['verify', ''],
        ['merge', ''],
        ['report', ''],
      ] as const
    ).map((words): [string, string[], string, number] => [
      `an empty path: ${words.join(' ')}`,
      ['coverage', ...words],
      words.some((word) => word.startsWith('--')) ? 'USAGE Option ' : 'USAGE Command-argument value ',
      2,
    ]),
    ['a word too many', ['coverage', 'plan', 'x'], 'USAGE Too many arguments', 2],
    ['a missing argument', ['coverage', 'verify'], "USAGE Missing required argument 'directory'.", 2],
    ['a seed that is none', ['coverage', 'plan', '--seed', '1.5'], 'USAGE Option', 2],
    ['share 0 of 4', ['coverage', 'plan', '--shard', '0/4'], 'USAGE Option', 2],
    ['share 5 of 4', ['coverage', 'plan', '--shard', '5/4'], 'USAGE Option', 2],
    ['a share that is none', ['coverage', 'plan', '--shard', 'x'], 'USAGE Option', 2],
    ['shares of nothing', ['coverage', 'plan', '--shard-by', 'domain'], 'USAGE --shard-by needs --shard', 2],
    ['a listing that is none', ['coverage', 'plan', '--list', 'some'], 'USAGE Option', 2],
    ['a size that is none', ['coverage', 'plan', '--max-memory', 'much'], 'USAGE Option', 2],
    ['no thread', ['coverage', 'plan', '--concurrency', '0'], 'USAGE Option', 2],
    ['options that exclude each other', ['coverage', 'plan', '--resume', '--overwrite'], 'USAGE Option', 2],
    ['json and quiet', ['coverage', 'plan', '--quiet', '--json'], '{', 2],
    [
      'an unknown vertical',
      ['coverage', 'plan', '--vertical', 'comerce'],
      'USAGE There is no vertical "comerce"',
      2,
    ],
    ['half a configuration', ['coverage', 'plan', '--taxonomy', 't.yaml'], 'USAGE ', 2],
    ['a vertical and files', [...own('t.yaml'), '--vertical', 'commerce'], 'USAGE Option', 2],
    [
      'a misspelt domain',
      ['coverage', 'plan', '--domain', 'chekout'],
      'CONFIG_UNKNOWN_DOMAIN No domain matches "chekout"; the domains are cart-management, ',
      2,
    ],
    ['a misspelt behavior', ['coverage', 'plan', '--behavior', 'adversarail'], 'CONFIG_UNKNOWN_BEHAVIOR ', 2],
    ['a missing file', own('none.yaml'), 'INPUT_NOT_FOUND There is no file "none.yaml".', 2],
    ['a directory', own('dir'), 'INPUT_NOT_A_FILE ', 2],
    ['a pipe', own('fifo'), 'INPUT_NOT_A_FILE ', 2],
    ['a bomb', own('bomb.yaml'), 'bomb.yaml:', 2],
    ['broken syntax', own('broken.yaml'), 'broken.yaml:', 2],
    ['exclusions for a taxonomy', own('e.yaml'), 'e.yaml:1:10 CONFIG_INVALID schema must be ', 2],
    ['an unknown axis', own('t.yaml', 'axis.yaml'), 'axis.yaml:2:', 2],
    ['a file where output goes', ['coverage', 'plan', '--out', 'other.txt'], 'OUTPUT_', 2],
    ['a link where output goes', ['coverage', 'plan', '--out', 'link'], 'OUTPUT_UNSAFE_PATH ', 2],
    ['nothing to resume', ['coverage', 'plan', '--resume'], 'RESUME_NOTHING ', 2],
    ['nothing to verify', ['coverage', 'verify', 'dir'], 'DATASET_NOT_FOUND ', 2],
    ['nothing to merge', ['coverage', 'merge', 'dir'], 'DATASET_NOT_FOUND ', 2],
    ['nothing to report', ['coverage', 'report', 'none'], 'DATASET_NOT_FOUND ', 2],
    ['no scenario', ['coverage', 'explain', 'scn_000000000000000000000000'], 'SCENARIO_NOT_FOUND ', 2],
    ['half a scenario', ['coverage', 'explain', 'domain=cart-management'], 'USAGE ', 2],
    ['too little memory', ['coverage', 'plan', '--max-memory', '1M'], 'MEMORY_LIMIT ', 5],
    ['a shell that is none', ['completion', 'tcsh'], 'USAGE ', 2],
  ])('%s', (_name, args, message, status) => {
    const run = runCli(args, { cwd: prepared() });
    expect(run.stderr.slice(0, message.length)).toBe(message);
    expect(run).toMatchObject({ status, stdout: '' });
    expect(run.stderr).not.toMatch(/^\s+at /m);
    // oxlint-disable-next-line no-control-regex
    expect(run.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });

  test('the schema to compare with is that of the file at fault', () => {
    const cwd = prepared();
    writeFileSync(join(cwd, 'name.yaml'), taxonomy.replace('name: D', 'name: " "'));
    writeFileSync(join(cwd, 'id.yaml'), exclusions.replace('id: e', 'id: E'));
    const hints = (...files: string[]): unknown =>
      runCli(own(...files), { cwd }).stderr.match(/taxonomy schema \w+/g);
    expect(hints('name.yaml')).toEqual(['taxonomy schema taxonomy']);
    expect(hints('t.yaml', 'id.yaml')).toEqual(['taxonomy schema exclusions']);
    expect(hints('name.yaml', 'id.yaml')).toEqual(['taxonomy schema taxonomy', 'taxonomy schema exclusions']);
  });

  test.each<[string[], string]>([
    [[], 'USAGE'],
    [['covrage'], 'USAGE'],
    [['coverage', 'plan', '--sed', '1'], 'USAGE'],
    [['coverage', 'plan', '--domain', 'chekout'], 'CONFIG_UNKNOWN_DOMAIN'],
    [own('t.yaml', 'axis.yaml'), 'CONFIG_UNKNOWN_AXIS'],
  ])('%j as JSON', (args, code) => {
    const json = runCli([...args, '--json'], { cwd: prepared() });
    expect(json).toMatchObject({ status: 2, stdout: '' });
    expect(JSON.parse(json.stderr)).toMatchObject({
      error: { code, message: expect.any(String), hint: expect.any(String), issues: [{ code }] },
    });
  });
});

function own(taxonomy = 't.yaml', exclusions = 'e.yaml'): string[] {
  return ['coverage', 'plan', '--taxonomy', taxonomy, '--exclusions', exclusions];
}
