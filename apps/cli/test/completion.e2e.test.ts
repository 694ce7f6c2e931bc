import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMAND, runCli, temporaryDirectory } from './run-cli.ts';

describe('in bash', () => {
  // As readline hands the words over: split at `=`.
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['cov', ['coverage']],
    ['coverage ', ['plan', 'merge', 'verify', 'report', 'explain', 'help']],
    ['coverage plan --sh', ['--shard', '--shard-by']],
    ['coverage plan --shard-by ', ['rank', 'domain', 'behavior']],
    ['coverage plan --list = k', ['kept']],
    ['coverage plan --vertical ', ['commerce']],
    ['coverage plan --behavior a', ['ambiguous', 'adversarial']],
    ['coverage plan --domain = ca', ['cart-management']],
    ['coverage plan --domain cart-management,ch', ['cart-management,checkout-payments']],
    ['coverage plan --seed 3 --json --dr', ['--dry-run']],
    ['coverage explain dom', ['domain=']],
    ['coverage explain domain = cart-management policy', ['policy_boundary=']],
    ['coverage explain policy_boundary = o', ['out-of-policy']],
    ['coverage plan --taxonomy own.', ['own.yaml']],
    ['coverage verify own', ['own-files']],
    ['taxonomy schema ', ['taxonomy', 'exclusions', 'rates', 'manifest']],
    ['help cov', ['coverage']],
    ['help coverage p', ['plan']],
    ['coverage help ex', ['explain']],
    ['help coverage plan ', []],
    ['completion p', ['powershell']],
    ['coverage plan --seed ', []],
    ['coverage plan $(touch bad) ', []],
  ];

  test('commands, options and values are completed', () => {
    const cwd = temporaryDirectory();
    mkdirSync(join(cwd, 'own-files'));
    writeFileSync(join(cwd, 'own.yaml'), '');
    const ask = cases.map(([line]) => {
      const words = ['covergrid', ...line.split(' ')].map((word) => `'${word}'`);
      return `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _covergrid; echo "\${COMPREPLY[*]}"`;
    });
    // Twice, as a shell that reads its start file again does; without bash-completion.
    const script = ['set -u', ...Array(2).fill('eval "$(covergrid completion bash)"'), ...ask].join('\n');
    const { stdout, stderr } = spawnSync('bash', ['--norc', '--noprofile', '-c', script], {
      cwd,
      env: { ...process.env, PATH: `${programDirectory(cwd)}${delimiter}${process.env['PATH']}` },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout.split('\n').slice(0, -1)).toEqual(cases.map(([, candidates]) => candidates.join(' ')));
    expect(readdirSync(cwd).toSorted()).toEqual(['bin', 'own-files', 'own.yaml']);
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
      'coverage\tplan, merge, verify, report and explain a grid\n'.concat(
        'taxonomy\tshow a configuration and the schemas of its files\n',
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
