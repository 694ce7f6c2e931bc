import { readFile, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError } from '../covergrid-error.ts';
import { printable } from '../printable.ts';
import { lockFile, type Release } from './directory-lock.ts';
import { makeDirectory, syncDirectory, writeFileAtomically, writing } from './durable-files.ts';
import { kindOf, resolveInside } from './safe-path.ts';

/** How {@link OutputTransaction.begin} treats what it finds. */
export interface TransactionOptions {
  /** Where the files will stand. */
  readonly directory: string;
  /** Identifies the content; leftovers of the same plan are continued, others thrown away. */
  readonly plan: string;
  /** Name of the staging directory in it; runs with different names may work side by side. */
  readonly staging: string;
}

const JOURNAL = 'commit.json';

/**
 * Publishes several files as one: all are staged in a directory beside their places, then moved, the last one last.
 * Until the first move the output is untouched; a crash between moves is rolled forward by the next begin.
 */
export class OutputTransaction {
  readonly directory: string;
  /** True where an interrupted run of the same plan had left staged files. */
  readonly isContinued: boolean;
  readonly #staging: string;
  readonly #release: Release;

  private constructor(directory: string, staging: string, isContinued: boolean, release: Release) {
    this.directory = directory;
    this.#staging = staging;
    this.isContinued = isContinued;
    this.#release = release;
  }

  /**
   * Locks the directory and finishes a commit that was cut off.
   *
   * @throws OUTPUT_BUSY, OUTPUT_FAILED, OUTPUT_UNSAFE_PATH
   */
  static async begin({ directory, plan, staging }: TransactionOptions): Promise<OutputTransaction> {
    return writing(directory, async () => {
      await makeDirectory(directory);
      const root = path.join(directory, staging);
      await makeDirectory(root);
      const release = await lockFile(path.join(root, 'lock'));
      try {
        await rollForward(directory, root);
        const isContinued = (await readPlan(root)) === plan;
        if (!isContinued) {
          await emptyDirectory(root);
          await writeFileAtomically(path.join(root, 'plan'), plan);
        }
        return new OutputTransaction(directory, root, isContinued, release);
      } catch (error) {
        await release();
        throw error;
      }
    });
  }

  /** Where a file is to be staged; `name` as in {@link commit}. */
  stagedPath(name: string): string {
    return path.join(this.#staging, `new-${name.replaceAll('/', '+')}`);
  }

  /** Stages a small file. */
  async stage(name: string, content: string): Promise<void> {
    await writeFileAtomically(this.stagedPath(name), content);
  }

  /**
   * Moves staged files to their places, in order, after removing files that are no longer part of the output.
   *
   * @throws OUTPUT_UNSAFE_PATH, OUTPUT_FAILED
   */
  async commit(names: readonly string[], removed: readonly string[] = []): Promise<void> {
    await writing(this.directory, async () => {
      for (const name of [...names, ...removed]) resolveInside(this.directory, name);
      await writeFileAtomically(path.join(this.#staging, JOURNAL), JSON.stringify({ names, removed }));
      await rollForward(this.directory, this.#staging);
    });
  }

  /** Ends a committed transaction: nothing of it stays behind. */
  async finish(): Promise<void> {
    await rm(this.#staging, { recursive: true, force: true });
    await syncDirectory(this.directory);
  }

  /** Ends it for now: what is staged stays, for a later begin of the same plan. */
  async suspend(): Promise<void> {
    await this.#release();
  }
}

async function rollForward(directory: string, staging: string): Promise<void> {
  const journal = path.join(staging, JOURNAL);
  if ((await kindOf(journal)) === 'none') return;
  const { names, removed } = JSON.parse(await readFile(journal, 'utf8')) as Record<
    'names' | 'removed',
    string[]
  >;
  const touched = new Set<string>();
  for (const name of removed) {
    const file = resolveInside(directory, name);
    await rm(file, { force: true });
    touched.add(path.dirname(file));
  }
  for (const name of names) {
    const staged = path.join(staging, `new-${name.replaceAll('/', '+')}`);
    if ((await kindOf(staged)) === 'none') continue; // moved before the crash
    const file = resolveInside(directory, name);
    await refuseLinks(directory, file);
    await makeDirectory(path.dirname(file));
    // The last name is the header: what it speaks of has to be durable first.
    if (name === names.at(-1)) for (const parent of touched) await syncDirectory(parent);
    await rename(staged, file);
    touched.add(path.dirname(file));
  }
  for (const parent of touched) if ((await kindOf(parent)) === 'directory') await syncDirectory(parent);
  await rm(journal);
}

async function refuseLinks(root: string, file: string): Promise<void> {
  for (let at = file; at.length > root.length; at = path.dirname(at)) {
    if ((await kindOf(at)) === 'link') {
      throw new CovergridError('OUTPUT_UNSAFE_PATH', `${printable(at)} is a symbolic link.`);
    }
  }
}

async function readPlan(staging: string): Promise<string | undefined> {
  return readFile(path.join(staging, 'plan'), 'utf8').catch(() => undefined);
}

async function emptyDirectory(staging: string): Promise<void> {
  for (const name of await readdir(staging)) {
    if (!name.startsWith('lock')) await rm(path.join(staging, name), { recursive: true, force: true });
  }
}
