import { readFile, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError } from '../covergrid-error.ts';
import { printable } from '../printable.ts';
import { isDeadHelper, lockFile, requireUnlocked, type Release } from './directory-lock.ts';
import { makeDirectory, syncDirectory, writeFileAtomically, writing } from './durable-files.ts';
import { hasErrno, kindOf, requirePlainParents, resolveInside } from './safe-path.ts';

/** How {@link OutputTransaction.begin} treats what it finds. */
export interface TransactionOptions {
  /** Where the files will stand. */
  readonly directory: string;
  /** Identifies the content; leftovers of the same plan are continued, others thrown away. */
  readonly plan: string;
  /** Name of the staging directory in it; runs with different names may work side by side. */
  readonly staging: string;
  /** True for the names of staging directories whose runs may not be under way at the same time. */
  readonly isRival?: ((staging: string) => boolean) | undefined;
}

const JOURNAL = 'commit.json';
const PLAN = 'plan';
/** What we put into a staging directory; anything else in it stays. */
const OUR_NAMES = /^(plan|commit\.json|new-.+|\..+\.tmp)$/;

/**
 * Publishes several files as one: all are staged in a directory beside their places, then moved, the last one last.
 * Until the first move the output is untouched; a crash between moves is rolled forward by the next begin.
 */
export class OutputTransaction {
  readonly directory: string;
  /** True where an interrupted run of the same plan had left staged files, or a commit that was cut off. */
  readonly isContinued: boolean;
  /** The plan of an interrupted run whose staged files are there. */
  readonly leftover: string | undefined;
  readonly #staging: string;
  readonly #plan: string;
  readonly #release: Release;

  private constructor(
    { directory, plan, staging }: TransactionOptions,
    { isContinued, leftover }: Pick<OutputTransaction, 'isContinued' | 'leftover'>,
    release: Release,
  ) {
    this.directory = directory;
    this.isContinued = isContinued;
    this.leftover = leftover;
    this.#staging = path.join(directory, staging);
    this.#plan = plan;
    this.#release = release;
  }

  /**
   * Locks the directory and finishes a commit that was cut off. Leftovers of another plan stay until
   * {@link prepare}.
   *
   * @throws OUTPUT_BUSY, OUTPUT_FAILED, OUTPUT_UNSAFE_PATH, OUTPUT_FOREIGN
   */
  static async begin(options: TransactionOptions): Promise<OutputTransaction> {
    const { directory, plan, staging, isRival } = options;
    return writing(directory, async () => {
      await makeDirectory(directory);
      const root = path.join(directory, staging);
      const release = await lockStaging(root);
      try {
        if (isRival !== undefined) await requireIdle(directory, isRival);
        const isContinued = (await readPlan(root)) === plan;
        if (await rollForward(directory, root)) await emptyDirectory(root);
        return new OutputTransaction(options, { isContinued, leftover: await readPlan(root) }, release);
      } catch (error) {
        await release();
        await removeEmpty(root);
        throw error;
      }
    });
  }

  /**
   * Makes ready for staging: leftovers of the same plan stay, others are thrown away. Who stages small files alone
   * may do without, and leaves an interrupted run as it is.
   *
   * @throws OUTPUT_FAILED
   */
  async prepare(): Promise<void> {
    await writing(this.directory, async () => {
      if ((await readPlan(this.#staging)) === this.#plan) return;
      await emptyDirectory(this.#staging);
      await writeFileAtomically(path.join(this.#staging, PLAN), this.#plan);
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
   * @throws OUTPUT_UNSAFE_PATH, OUTPUT_FOREIGN before anything is moved, OUTPUT_FAILED
   */
  async commit(names: readonly string[], removed: readonly string[] = []): Promise<void> {
    await writing(this.directory, async () => {
      for (const name of [...names, ...removed]) await requirePlace(this.directory, name);
      await writeFileAtomically(path.join(this.#staging, JOURNAL), JSON.stringify({ names, removed }));
      await rollForward(this.directory, this.#staging);
    });
  }

  /** Ends a committed transaction: nothing of it stays behind. */
  async finish(): Promise<void> {
    await writing(this.directory, async () => {
      try {
        await emptyDirectory(this.#staging);
      } finally {
        await this.#leave();
      }
      await syncDirectory(this.directory);
    });
  }

  /** Ends it for now: what is staged stays, for a later begin of the same plan. */
  async suspend(): Promise<void> {
    await writing(this.directory, () => this.#leave());
  }

  /** The lock goes last: whoever takes it next may find the directory, but nothing of ours in it. */
  async #leave(): Promise<void> {
    try {
      for (const name of await readdir(this.#staging)) {
        if (isDeadHelper(name)) await rm(path.join(this.#staging, name), { force: true });
      }
    } finally {
      await this.#release();
    }
    await removeEmpty(this.#staging);
  }
}

async function removeEmpty(directory: string): Promise<void> {
  try {
    await rmdir(directory);
  } catch (error) {
    if (!hasErrno(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error;
  }
}

/**
 * The plan of an interrupted run whose staged files stand in a directory; nothing is locked or changed.
 *
 * @throws OUTPUT_BUSY where a run is under way there, OUTPUT_FOREIGN
 */
export async function peekStaging({
  directory,
  staging,
  isRival,
}: Omit<TransactionOptions, 'plan'>): Promise<string | undefined> {
  if ((await kindOf(directory)) === 'none') return undefined;
  await requireIdle(directory, (name) => name === staging || isRival?.(name) === true);
  return readPlan(path.join(directory, staging));
}

async function requireIdle(directory: string, isRival: (staging: string) => boolean): Promise<void> {
  for (const name of await readdir(directory)) {
    if (isRival(name)) await requireUnlocked(path.join(directory, name, 'lock'));
  }
}

async function lockStaging(root: string): Promise<Release> {
  for (let attempt = 0; ; attempt++) {
    await makeDirectory(root);
    try {
      return await lockFile(path.join(root, 'lock'));
    } catch (error) {
      // Another process has ended just now and taken the directory with it.
      if (attempt > 3 || !hasErrno(error, 'ENOENT')) throw error;
    }
  }
}

/** Finds out what would stop a move halfway, as long as nothing has been moved. */
async function requirePlace(directory: string, name: string): Promise<void> {
  const file = resolveInside(directory, name);
  await requirePlainParents(directory, name);
  const kind = await kindOf(file);
  if (kind === 'link') {
    throw new CovergridError('OUTPUT_UNSAFE_PATH', `${printable(file)} is a symbolic link.`);
  }
  if (kind === 'none' || kind === 'file') return;
  throw new CovergridError('OUTPUT_FOREIGN', `${printable(file)} is no regular file.`, { data: { file } });
}

/** Carries out what the journal of a commit says; false where there is none. */
async function rollForward(directory: string, staging: string): Promise<boolean> {
  const journal = path.join(staging, JOURNAL);
  if ((await kindOf(journal)) === 'none') return false;
  const { names, removed } = JSON.parse(await readFile(journal, 'utf8')) as Record<
    'names' | 'removed',
    string[]
  >;
  const touched = new Set<string>();
  for (const name of removed) {
    const file = resolveInside(directory, name);
    await requirePlainParents(directory, name);
    await rm(file, { force: true });
    touched.add(path.dirname(file));
  }
  for (const name of names) {
    const staged = path.join(staging, `new-${name.replaceAll('/', '+')}`);
    if ((await kindOf(staged)) === 'none') continue; // moved before the crash
    const file = resolveInside(directory, name);
    await requirePlainParents(directory, name);
    await makeDirectory(path.dirname(file));
    // The last name is the header: what it speaks of has to be durable first.
    if (name === names.at(-1)) await syncDirectories(touched);
    await rename(staged, file);
    touched.add(path.dirname(file));
  }
  await syncDirectories(touched);
  await rm(journal);
  return true;
}

async function syncDirectories(directories: ReadonlySet<string>): Promise<void> {
  for (const directory of directories) {
    if ((await kindOf(directory)) === 'directory') await syncDirectory(directory);
  }
}

async function readPlan(staging: string): Promise<string | undefined> {
  try {
    return await readFile(path.join(staging, PLAN), 'utf8');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function emptyDirectory(staging: string): Promise<void> {
  // Half of the leftovers must not pass for all of them.
  await rm(path.join(staging, PLAN), { force: true });
  for (const name of await readdir(staging)) {
    if (OUR_NAMES.test(name)) await rm(path.join(staging, name), { recursive: true, force: true });
  }
}
