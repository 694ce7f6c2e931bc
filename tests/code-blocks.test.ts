import { expect, test } from 'vitest';
import { codeBlocks } from './support/code-blocks.ts';
import { shellCommands } from './support/shell-commands.ts';

test('blocks carry their line, language and the reason not to run them', () => {
  const text = '# A\n\n```sh\none\ntwo\n```\n\n<!-- not run: needs a key -->\n\n```ts\nx\n```\n';
  expect(codeBlocks('a.md', text)).toMatchObject([
    { line: 4, language: 'sh', code: 'one\ntwo', notRun: undefined },
    { line: 11, language: 'ts', code: 'x', notRun: 'needs a key' },
  ]);
});

test('a block that never ends is an error', () => {
  expect(() => codeBlocks('a.md', '```ts\nx')).toThrow('a.md:1 the code block never ends');
});

test('only our own commands are run, with the status they promise', () => {
  const text = [
    '# set up',
    'git clone there here',
    'npx -y pnpm@12 install',
    'npx -y pnpm@12 covergrid coverage plan \\',
    '  --out datasets',
    'SEED=1 covergrid verify datasets # exit 1',
  ].join('\n');
  expect(shellCommands(text)).toEqual([
    { text: 'git clone there here', exit: 0, isOurs: false },
    { text: 'npx -y pnpm@12 install', exit: 0, isOurs: false },
    { text: 'npx -y pnpm@12 covergrid coverage plan --out datasets', exit: 0, isOurs: true },
    { text: 'SEED=1 covergrid verify datasets # exit 1', exit: 1, isOurs: true },
  ]);
});
