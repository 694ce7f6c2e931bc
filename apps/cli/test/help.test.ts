import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../src/program.ts';
import { commandPath } from '../src/usage-error.ts';
import { CapturedSession } from './captured-screen.ts';
import { cliReference, visibleCommands } from './cli-reference.ts';

const session = new CapturedSession();
const program = createProgram(session);
const commands = [program, ...visibleCommands(program)];

describe('help', () => {
  test.each(commands.map((command): [string, Command] => [commandPath(command), command]))(
    'of %s',
    async (path, command) => {
      session.stdout = '';
      command.outputHelp();
      await expect(session.stdout).toMatchFileSnapshot(`golden/help/${path.replaceAll(' ', '-')}.txt`);
    },
  );

  test('fits into 80 columns', () => {
    session.stdout = '';
    for (const command of commands) command.outputHelp();
    expect(session.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

test('docs/cli.md is the reference of all commands and options', async () => {
  await expect(cliReference(program)).toMatchFileSnapshot('../../../docs/cli.md');
});
