import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { CovergridError, printable } from '@covergrid/core';
import { MOST_ANSWER_BYTES, tooLarge } from '../answer-limit.ts';

/** How agents are started. */
export interface AgentCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const NEWLINE = 0x0a;
/** Of standard error, the end is kept. */
const MOST_STDERR = 4_096;
const LAST_WORDS_MS = 200;

/**
 * A child process that answers lines with lines, in a process group of its own. Once anything is wrong with it, it is
 * killed with its group, and every request fails alike.
 */
export class AgentProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended = Promise.withResolvers<void>();
  #waiting: PromiseWithResolvers<string> | undefined;
  #parts: Buffer[] = [];
  #size = 0;
  #stderr = '';
  #fault: CovergridError | undefined;

  constructor({ command, args, cwd, env }: AgentCommand) {
    this.#child = spawn(command, args, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stdout.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-MOST_STDERR);
    });
    // Where the process is gone, its end says more than that nothing can be written to it.
    this.#child.stdin.on('error', () => undefined);
    this.#child.on('error', (error) => {
      const why = 'code' in error && error.code === 'ENOENT' ? 'there is no such program' : error.message;
      this.#fail(new CovergridError('BACKEND_EXITED', `Cannot start ${printable(command)}: ${why}.`));
      this.#ended.resolve();
    });
    this.#child.on('exit', (code, signal) => {
      const how = signal === null ? `with status ${code}` : `by ${signal}`;
      const fail = (): void =>
        this.#fail(
          new CovergridError('BACKEND_EXITED', `${printable(command)} ended ${how}.${this.#lastWords()}`),
        );
      // What it wrote last may still be on its way, unless a child of its own holds the pipes.
      const timer = setTimeout(fail, LAST_WORDS_MS);
      this.#child.once('close', () => {
        clearTimeout(timer);
        fail();
      });
      this.#ended.resolve();
    });
  }

  /** False once it cannot be used any more. */
  get isUsable(): boolean {
    return this.#fault === undefined;
  }

  /** Writes a line that is not answered. */
  tell(message: unknown): void {
    if (this.#fault === undefined) this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** Writes a line, and gives the one that answers it. Aborted, the process is killed: what it answers is not known. */
  async ask(message: unknown, signal: AbortSignal): Promise<string> {
    if (this.#fault !== undefined) throw this.#fault;
    this.#waiting = Promise.withResolvers<string>();
    const { promise } = this.#waiting;
    const abandon = (): void => this.kill();
    signal.addEventListener('abort', abandon, { once: true });
    try {
      this.tell(message);
      return await promise;
    } finally {
      this.#waiting = undefined;
      signal.removeEventListener('abort', abandon);
    }
  }

  /** Ends it with its group, at once. */
  kill(): void {
    this.#fail(new CovergridError('BACKEND_EXITED', 'The process of the agent was stopped.'));
  }

  /** Asks it to end by closing its input, and kills it where it does not. */
  async end(patienceMs: number): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.kill(), patienceMs);
    await this.#ended.promise;
    clearTimeout(timer);
  }

  #read(chunk: Buffer): void {
    if (this.#fault !== undefined) return;
    const end = chunk.indexOf(NEWLINE);
    this.#parts.push(end === -1 ? chunk : chunk.subarray(0, end));
    this.#size += this.#parts.at(-1)!.length;
    if (this.#size > MOST_ANSWER_BYTES) {
      this.#fail(tooLarge());
      return;
    }
    if (end === -1) return;
    const line = Buffer.concat(this.#parts).toString();
    this.#parts = [];
    this.#size = 0;
    if (this.#waiting === undefined) {
      this.#fail(unasked(line));
      return;
    }
    this.#waiting.resolve(line);
    // One line answers one line; whoever writes on would be heard in the next turn.
    this.#waiting = undefined;
    if (end + 1 < chunk.length) this.#read(chunk.subarray(end + 1));
  }

  #fail(fault: CovergridError): void {
    if (this.#fault !== undefined) return;
    this.#fault = fault;
    this.#waiting?.reject(fault);
    this.#parts = [];
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy();
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It is gone already, with its group.
    }
  }

  #lastWords(): string {
    const text = this.#stderr.trim();
    return text === '' ? '' : ` It said: ${printable(text.slice(-300))}`;
  }
}

function unasked(line: string): CovergridError {
  return new CovergridError(
    'BACKEND_BAD_ANSWER',
    `The command wrote a line that nothing asked for: ${printable(line, 120)}. Logs belong on standard error.`,
  );
}
