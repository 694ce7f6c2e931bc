import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { GenerationOptions } from '../../src/generation-plan.ts';
import { attached } from './writer.ts';

/** What a process generates. */
export interface GenerationJob {
  readonly options: GenerationOptions;
  readonly out: string;
  readonly concurrency: number;
  readonly withGrid: boolean;
}

/** How a job ended: `done`, or the code of an error with its message. */
export interface GenerationAnswer {
  readonly code: string;
  readonly message?: string;
}

/** {@link GenerationAnswer}, or `killed`, and whether strace did what it was to do. */
export interface InjectedEnd extends GenerationAnswer {
  readonly isInjected: boolean;
}

const SCRIPT = fileURLToPath(new URL('generate-when-told.ts', import.meta.url));

/** A process that generates what it is told to, with faults, until it is killed. */
export class GenerationWriter {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #ready: Promise<unknown>;
  readonly #exit: Promise<unknown>;

  constructor() {
    this.#process = spawn(process.execPath, ['--conditions=@covergrid/source', SCRIPT], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    });
    this.#exit = once(this.#process, 'exit');
    this.#process.stdin.on('error', () => {});
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    this.#ready = this.#lines.next();
  }

  /**
   * Runs a job with faults injected into the system calls that touch its output, and nothing else.
   *
   * @param names what it leaves, as paths relative to `out`, directories too
   * @param injection as strace wants it, such as `rename:signal=KILL:when=3`
   */
  async run(job: GenerationJob, names: readonly string[], injection: string): Promise<InjectedEnd> {
    await this.#ready;
    const pid = this.#process.pid!;
    const trace = path.join(job.out, '..', 'trace');
    rmSync(trace, { force: true });
    const paths = pathsBelow(names, pid).flatMap((name) => ['-P', path.join(job.out, name)]);
    const strace = spawn(
      'strace',
      ['-f', '-o', trace, '-p', String(pid), ...paths, '-e', `inject=${injection}`],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const ended = once(strace, 'exit');
    await attached(strace.stderr);
    this.#process.stdin.write(`${JSON.stringify(job)}\n`);
    const { done, value } = await this.#lines.next();
    // It lets go of a process that lives, and ends by itself with one that is dead.
    if (done !== true) strace.kill('SIGINT');
    await ended;
    if (done === true) await this.#exit;
    if (done === true) return { code: 'killed', isInjected: true };
    const isInjected = readFileSync(trace, 'utf8').includes('(INJECTED)');
    return { ...(JSON.parse(value) as GenerationAnswer), isInjected };
  }

  async end(): Promise<void> {
    this.#process.stdin.end();
    await this.#exit;
  }
}

/** The paths of an output, and of all that stands in its staging directories on the way. */
function pathsBelow(names: readonly string[], pid: number): string[] {
  const files = names.filter((name) => path.extname(name) !== '');
  const directories = names.filter((name) => path.extname(name) === '');
  const staged = directories.flatMap((directory) => {
    const inIt = files
      .filter((file) => file.startsWith(`${directory}/`))
      .map((file) => `new-${file.slice(directory.length + 1).replaceAll('/', '+')}`);
    const atomic = [...inIt, 'new-part-0.json', 'new-part-1.json', 'plan', 'commit.json'];
    const helpers = ['lock', `lock.${pid}`, `lock.${pid}.stale`, 'new-scenarios.jsonl.checkpoints'];
    return ['.covergrid', '.covergrid-datasets'].flatMap((staging) => [
      `${directory}/${staging}`,
      ...[...atomic, ...atomic.map((name) => `.${name}.${pid}.tmp`), ...helpers].map(
        (name) => `${directory}/${staging}/${name}`,
      ),
    ]);
  });
  return ['.', ...names, ...staged];
}
