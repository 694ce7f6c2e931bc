import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeWith } from '../../../tests/support/requires.ts';
import { COMMAND, runCli, temporaryDirectory } from './run-cli.ts';

/** What stands on the command line behind the program's name, and what its last word may become. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['cov', ['coverage']],
  ['coverage ', ['plan', 'generate', 'merge', 'verify', 'report', 'explain', 'help']],
  ['coverage plan --sh', ['--shard', '--shard-by']],
  ['coverage plan --shard-by ', ['rank', 'domain', 'behavior']],
  ['coverage plan --list=k', ['--list=kept']],
  ['coverage plan --vertical com', ['commerce']],
  ['coverage generate --vertical ', ['own-files']],
  ['vertical lint own', ['own-files']],
  ['coverage plan --behavior a', ['ambiguous', 'adversarial']],
  ['coverage plan --domain=ca', ['--domain=cart-management']],
  ['coverage plan --domain cart-management,ch', ['cart-management,checkout-payments']],
  ['coverage plan --seed 3 --json --dr', ['--dry-run']],
  ['coverage explain dom', ['domain=']],
  ['coverage explain domain=cart-management policy', ['policy_boundary=']],
  ['coverage explain policy_boundary=o', ['policy_boundary=out-of-policy']],
  ['coverage plan --taxonomy own.', ['own.yaml']],
  ['coverage verify own', ['own-files']],
  ['taxonomy schema d', ['domain-model', 'decision-table']],
  ['help cov', ['coverage']],
  ['help coverage p', ['plan']],
  ['coverage help ex', ['explain']],
  ['help coverage plan ', []],
  ['completion p', ['powershell']],
  ['coverage plan --seed ', []],
  ['coverage plan $(touch bad) ', []],
];

/** Runs a script of a shell in a directory with two things of its own; the answers are its lines, one per case. */
function answersOf(shell: string, options: readonly string[], script: readonly string[]): string[][] {
  const cwd = temporaryDirectory();
  mkdirSync(join(cwd, 'own-files'));
  writeFileSync(join(cwd, 'own.yaml'), '');
  const home = temporaryDirectory();
  const path = `${programDirectory(home)}${delimiter}${process.env['PATH']}`;
  const { stdout, stderr } = spawnSync(shell, [...options, '-c', script.join('\n')], {
    cwd,
    env: { ...process.env, PATH: path, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(readdirSync(cwd).toSorted()).toEqual(['own-files', 'own.yaml']);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' ').filter((word) => word !== ''));
}

function quote(text: string): string {
  return `'${text}'`;
}

test('in bash commands, options and values are completed', () => {
  // As readline hands the words over: split at `=`; only what stands behind it is replaced.
  const ask = CASES.map(([line]) => {
    const words = ['covergrid', ...line.split(/ |(?==)|(?<==)/)].map(quote);
    return `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _covergrid; echo "\${COMPREPLY[*]}"`;
  });
  // Twice, as a shell that reads its start file again does; without bash-completion.
  const load = Array<string>(2).fill('eval "$(covergrid completion bash)"');
  expect(answersOf('bash', ['--norc', '--noprofile'], ['set -u', ...load, ...ask])).toEqual(
    CASES.map(([line, values]) => {
      const isAssigned = line.split(' ').at(-1)?.includes('=') === true;
      return isAssigned ? values.map((value) => value.slice(value.indexOf('=') + 1)) : values;
    }),
  );
});

describeWith('zsh', 'in zsh', () => {
  test('commands, options and values are completed', () => {
    // Stand-ins for the parts of zsh's completion system that need a terminal.
    const standIns = [
      'compdef() { :; }',
      'found=()',
      '_describe() { local entry; for entry in "${(@P)2}"; do found+=("${entry%%:*}"); done; }',
      '_files() { if [[ ${1-} == -/ ]]; then found=(${words[CURRENT]}*(/N)); else found=(${words[CURRENT]}*(N)); fi; }',
    ];
    const ask = CASES.map(([line]) => {
      const words = ['covergrid', ...line.split(' ')].map(quote);
      return `found=(); words=(${words.join(' ')}); CURRENT=${words.length}; _covergrid; print -r -- "$found"`;
    });
    const load = Array<string>(2).fill('eval "$(covergrid completion zsh)"');
    expect(answersOf('zsh', ['-f'], [...standIns, ...load, ...ask])).toEqual(
      CASES.map(([, values]) => values),
    );
  });
});

describeWith('fish', 'in fish', () => {
  test('commands, options and values are completed', () => {
    const ask = CASES.map(
      ([line]) =>
        `echo (complete -C ${quote(`covergrid ${line}`)} | string replace -r '\\t.*' '' | string trim -r -c /)`,
    );
    const load = Array<string>(2).fill('covergrid completion fish | source');
    const answers = answersOf('fish', ['--no-config'], [...load, ...ask]);
    expect(answers.map((values) => values.toSorted())).toEqual(CASES.map(([, values]) => values.toSorted()));
  });
});

describe('for every shell', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('%s has a script', async (shell) => {
    const run = runCli(['completion', shell], { cwd: temporaryDirectory() });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    await expect(run.stdout).toMatchFileSnapshot(`golden/completion/${shell}.txt`);
  });

  test('an answer is a line per candidate and a directive, for any words', () => {
    const cwd = temporaryDirectory();
    const answer = (...words: string[]): string => runCli(['complete', '--', ...words], { cwd }).stdout;
    expect(answer('coverage', 'plan', '--domain=ca')).toBe(
      '--domain=cart-management\tCart Management\n:none\n',
    );
    expect(answer('coverage', 'plan', '--out', '')).toBe(':directories\n');
    expect(answer('coverage', 'plan', '--taxonomy', 'none.yaml', '--domain', '')).toBe(':none\n');
    expect(answer('nothing', 'of', '--the', 'kind', '')).toBe(':none\n');
    expect(answer()).toBe(
      'coverage\tplan, generate, merge, verify, report and explain\n'.concat(
        'dataset\tlist, show, check, measure and compare conversations\n',
        'taxonomy\tshow a configuration and the schemas of its files\n',
        'vertical\tcheck what conversations are made from\n',
        'completion\tprint a completion script for a shell\n',
        'help\tshow help for a command\n:none\n',
      ),
    );
  });
});

/** A directory with a program `covergrid` that starts the sources. */
function programDirectory(cwd: string): string {
  const directory = join(cwd, 'bin');
  mkdirSync(directory);
  const command = COMMAND.map((word) => `'${word}'`).join(' ');
  writeFileSync(join(directory, 'covergrid'), `#!/usr/bin/env bash\nexec ${command} "$@"\n`);
  chmodSync(join(directory, 'covergrid'), 0o755);
  return directory;
}
