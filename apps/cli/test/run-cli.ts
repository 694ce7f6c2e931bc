import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** The program and first arguments that start the command line from its sources. */
export const COMMAND: readonly [string, ...string[]] = [
  process.execPath,
  '--conditions=@covergrid/source',
  MAIN,
];

/** What a finished run left. */
export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command line to its end, in pipes of no known width. */
export function runCli(args: readonly string[], { cwd, env = {} }: RunOptions): CliRun {
  const [program, ...first] = COMMAND;
  const { status, stdout, stderr } = spawnSync(program, [...first, ...args], {
    cwd,
    env: { ...process.env, COLUMNS: '', ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 120_000,
  });
  return { status, stdout, stderr };
}

/** Starts the command line; the caller ends it. */
export function startCli(args: readonly string[], { cwd }: RunOptions): ChildProcess {
  const [program, ...first] = COMMAND;
  return spawn(program, [...first, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** An empty directory that goes when the test ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'covergrid-cli-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
