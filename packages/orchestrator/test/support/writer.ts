import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { PlanOptions } from '../../src/coverage-plan.ts';

/** What a process writes. */
export interface WriterJob {
  readonly vertical: 'small' | 'edited' | 'commerce' | 'large';
  readonly seed: number;
  readonly listing?: PlanOptions['listing'];
  readonly out: string;
  readonly overwrite?: boolean;
  /** Seem to run out of memory while listing. */
  readonly isShortOfMemory?: boolean;
}

/** How a process ended. */
export interface WriterEnd {
  readonly signal: NodeJS.Signals | null;
  readonly status?: string;
  readonly code?: string;
  readonly message?: string;
  /** What it wrote to standard error, where it should be silent. */
  readonly stderr: string;
  /** True where strace did what it was to do. */
  readonly isInjected: boolean;
}

type Writer = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Runs a job in a process of its own with faults injected into the system calls that touch its output; everything
 * else, from loading modules to waking threads, is left alone. One thread does all work on files, so that `when=k`
 * counts in order.
 *
 * @param injection as strace wants it, such as `rename:signal=KILL:when=3`
 */
export async function runInjected(job: WriterJob, injection: string): Promise<WriterEnd> {
  const writer = await startWriter(job);
  const trace = path.join(job.out, '..', `trace-${writer.pid}`);
  const paths = touchedPaths(job, writer.pid!).flatMap((file) => ['-P', file]);
  const strace = spawn(
    'strace',
    ['-f', '-o', trace, '-p', String(writer.pid), ...paths, '-e', `inject=${injection}`],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await attached(strace.stderr);
  const straceEnd = once(strace, 'exit');
  const end = await finishWriter(writer);
  await straceEnd;
  const isInjected = end.signal !== null || readFileSync(trace, 'utf8').includes('(INJECTED)');
  return { ...end, isInjected };
}

/** Runs a job in a process of its own and kills it as soon as a condition holds. */
export async function runUntil(job: WriterJob, condition: () => boolean): Promise<void> {
  const writer = await startWriter(job);
  const end = finishWriter(writer);
  while (!condition() && writer.exitCode === null) await setTimeout(1);
  writer.kill('SIGKILL');
  const { signal, stderr } = await end;
  if (signal !== 'SIGKILL') throw new Error(`the writer ended before it was killed: ${stderr}`);
}

async function startWriter(job: WriterJob): Promise<Writer> {
  const script = fileURLToPath(new URL('write-when-told.ts', import.meta.url));
  const cache = path.join(tmpdir(), 'covergrid-test-compile-cache');
  mkdirSync(cache, { recursive: true });
  const writer = spawn(process.execPath, ['--conditions=@covergrid/source', script, JSON.stringify(job)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '1', NODE_COMPILE_CACHE: cache },
  });
  const [first] = (await Promise.race([once(writer.stdout, 'data'), once(writer, 'exit')])) as unknown[];
  if (String(first) !== 'ready\n') throw new Error(`the writer did not start: ${await text(writer.stderr)}`);
  return writer;
}

async function finishWriter(writer: Writer): Promise<Omit<WriterEnd, 'isInjected'>> {
  const [output, stderr, exit] = [text(writer.stdout), text(writer.stderr), once(writer, 'exit')];
  writer.stdin.write('go\n');
  const [, signal] = (await exit) as [number | null, NodeJS.Signals | null];
  const said = await output;
  return {
    signal,
    stderr: await stderr,
    ...(said === '' ? {} : (JSON.parse(said) as Partial<WriterEnd>)),
  };
}

/** Waits until strace has attached itself; what it says from then on is let go. */
export async function attached(stderr: Readable): Promise<void> {
  let said = '';
  for await (const chunk of stderr.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (/Process \d+ attached/.test(said)) {
      stderr.resume();
      return;
    }
  }
  throw new Error(`strace cannot attach (root, or kernel.yama.ptrace_scope = 0, is needed): ${said}`);
}

const OUTPUT = [
  'config/taxonomy.json',
  'config/exclusions.json',
  'report/coverage.html',
  'report/cells.csv',
  'report/bins.csv',
  'report/rules.csv',
  'scenarios.jsonl',
  'run.json',
  'manifest.json',
];

/** Every path that a run may write, under all its names. */
function touchedPaths({ out, vertical }: WriterJob, pid: number): string[] {
  const directory = path.join(out, vertical === 'commerce' ? 'commerce' : 'small');
  const staged = OUTPUT.map((name) => `new-${name.replaceAll('/', '+')}`);
  const atomic = [...staged, 'plan', 'commit.json'];
  const inStaging = [
    ...atomic,
    ...atomic.map((name) => `.${name}.${pid}.tmp`),
    'new-scenarios.jsonl.checkpoints',
    'lock',
    `lock.${pid}`,
    `lock.${pid}.stale`,
  ];
  return [
    out,
    directory,
    ...['.covergrid', 'config', 'report', ...OUTPUT, ...inStaging.map((name) => `.covergrid/${name}`)].map(
      (name) => path.join(directory, name),
    ),
  ];
}
