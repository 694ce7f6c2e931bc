import { execFileSync } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OutputTransaction, peekStaging } from './output-transaction.ts';

let directory = '';
let staging = '';

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'covergrid-transaction-'));
  staging = path.join(directory, '.staging');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const NAMES = ['config/a.json', 'config/b.json', 'list.jsonl', 'header.json'];

async function begin(plan = 'plan-1'): Promise<OutputTransaction> {
  return OutputTransaction.begin({ directory, plan, staging: '.staging' });
}

async function begun(plan?: string): Promise<OutputTransaction> {
  const transaction = await begin(plan);
  await transaction.prepare();
  return transaction;
}

async function publish(version: string, names = NAMES, removed: string[] = []): Promise<void> {
  const transaction = await begun(version);
  for (const name of names) await transaction.stage(name, `${version} ${name}`);
  await transaction.commit(names, removed);
  await transaction.finish();
}

function published(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true, encoding: 'utf8' })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
      .toSorted()
      .map((name) => [name, readFileSync(path.join(directory, name), 'utf8')]),
  );
}

function contentOf(version: string, names = NAMES): Record<string, string> {
  return Object.fromEntries(names.toSorted().map((name) => [name, `${version} ${name}`]));
}

test('staged files are not seen until they are committed, and nothing else stays behind', async () => {
  const transaction = await begun();
  for (const name of NAMES) await transaction.stage(name, `new ${name}`);
  expect(readdirSync(directory)).toEqual(['.staging']);
  await transaction.commit(NAMES);
  await transaction.finish();
  expect(published()).toEqual(contentOf('new'));
  expect(readdirSync(directory)).not.toContain('.staging');
});

/** What a process leaves that was killed after `moved` of the files were moved. */
function cutOff(moved: number, removed: readonly string[] = []): void {
  mkdirSync(staging, { recursive: true });
  writeFileSync(path.join(staging, 'plan'), 'new');
  writeFileSync(path.join(staging, 'commit.json'), JSON.stringify({ names: NAMES, removed }));
  for (const name of NAMES) {
    writeFileSync(path.join(staging, `new-${name.replaceAll('/', '+')}`), `new ${name}`);
  }
  mkdirSync(path.join(directory, 'config'), { recursive: true });
  for (const name of NAMES.slice(0, moved)) {
    renameSync(path.join(staging, `new-${name.replaceAll('/', '+')}`), path.join(directory, name));
  }
}

test.for([...NAMES.keys(), NAMES.length])(
  'a commit cut off after %i moves is carried on by the next begin of any plan',
  async (moved) => {
    await publish('old', [...NAMES, 'gone.csv']);
    cutOff(moved, ['gone.csv']);
    const transaction = await begin('quite another plan');
    expect(transaction.isContinued).toBe(false);
    await transaction.suspend();
    expect(published()).toEqual(contentOf('new'));
    expect(existsSync(staging)).toBe(false);
  },
);

test('who continues the plan of a commit that was cut off is told so', async () => {
  cutOff(2);
  const transaction = await begin('new');
  expect(transaction.isContinued).toBe(true);
  await transaction.finish();
  expect(published()).toEqual(contentOf('new'));
});

test('the header is moved last: as long as it is the old one, the journal still stands', async () => {
  await publish('old');
  const transaction = await begun('new');
  for (const name of ['config/a.json', 'config/b.json', 'header.json'])
    await transaction.stage(name, `new ${name}`);
  // A directory where a staged file is expected stops the commit in its middle.
  mkdirSync(transaction.stagedPath('list.jsonl'));
  await expect(transaction.commit(NAMES)).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
  expect(published()['header.json']).toBe('old header.json');
  expect(published()['config/a.json']).toBe('new config/a.json');
  expect(existsSync(path.join(staging, 'commit.json'))).toBe(true);
});

test('leftovers of the same plan are continued', async () => {
  const first = await begun();
  await first.stage('list.jsonl', 'half');
  await first.suspend();
  const second = await begun();
  expect(second.isContinued).toBe(true);
  expect(readFileSync(second.stagedPath('list.jsonl'), 'utf8')).toBe('half');
  await second.suspend();
});

test('leftovers of another plan stay until the new one is prepared, then they are thrown away', async () => {
  const first = await begun('plan-1');
  await first.stage('list.jsonl', 'half');
  await first.suspend();
  const second = await begin('plan-2');
  expect(second.isContinued).toBe(false);
  expect(readFileSync(second.stagedPath('list.jsonl'), 'utf8')).toBe('half');
  await second.prepare();
  expect(existsSync(second.stagedPath('list.jsonl'))).toBe(false);
  await second.suspend();
  expect((await begin('plan-2')).isContinued).toBe(true);
});

test('what others put into the staging directory is never removed', async () => {
  mkdirSync(staging);
  writeFileSync(path.join(staging, 'thesis.txt'), 'mine');
  await publish('new');
  expect(published()).toEqual({ ...contentOf('new'), '.staging/thesis.txt': 'mine' });
});

test('a begin that comes to nothing leaves nothing', async () => {
  await (await begin()).suspend();
  expect(readdirSync(directory)).toEqual([]);
});

test('a second begin in this process ends at once, and the first goes on', async () => {
  const first = await begun();
  await expect(begin()).rejects.toMatchObject({ code: 'OUTPUT_BUSY' });
  await expect(begin('plan-2')).rejects.toMatchObject({ code: 'OUTPUT_BUSY' });
  await first.stage('header.json', 'x');
  await first.commit(['header.json']);
  await first.finish();
  await (await begin()).suspend();
  expect(published()).toEqual({ 'header.json': 'x' });
});

test('another process that lives keeps its lock; the lock of one that is gone is taken over', async () => {
  const script = `
    import { OutputTransaction } from ${JSON.stringify(new URL('output-transaction.ts', import.meta.url).href)};
    await OutputTransaction.begin({ directory: ${JSON.stringify(directory)}, plan: 'p', staging: '.staging' });
    console.log('held');
    setInterval(() => undefined, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(other.stdout, 'data');
  const started = performance.now();
  await expect(begin()).rejects.toMatchObject({ code: 'OUTPUT_BUSY', data: { holder: other.pid } });
  expect(performance.now() - started).toBeLessThan(1000);
  expect(readdirSync(staging)).toEqual(['lock']);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(readdirSync(staging)).toEqual(['lock']);
  await publish('new');
  expect(published()).toEqual(contentOf('new'));
});

test('a lock that an earlier process with our own id left is taken over', async () => {
  mkdirSync(staging);
  writeFileSync(path.join(staging, 'lock'), `${process.pid}\n`);
  await publish('new');
  expect(published()).toEqual(contentOf('new'));
});

test.each([
  ['directory', (lock: string) => mkdirSync(lock)],
  ['FIFO, which would be read for ever,', (lock: string) => execFileSync('mkfifo', [lock])],
])('a %s in the place of the lock is not taken for a dead one', async (_kind, plant) => {
  mkdirSync(staging, { recursive: true });
  plant(path.join(staging, 'lock'));
  await expect(begin()).rejects.toMatchObject({ code: 'OUTPUT_FOREIGN' });
  expect(readdirSync(path.join(staging))).toEqual(['lock']);
});

test.each(['12 monkeys', '-1\n', '{}', '1234'])(
  'a lock that holds %j is none of ours, and stays',
  async (text) => {
    mkdirSync(staging);
    writeFileSync(path.join(staging, 'lock'), text);
    await expect(begin()).rejects.toMatchObject({ code: 'OUTPUT_FOREIGN' });
    expect(readFileSync(path.join(staging, 'lock'), 'utf8')).toBe(text);
  },
);

test('a lock that stays empty was never finished', async () => {
  mkdirSync(staging);
  writeFileSync(path.join(staging, 'lock'), '');
  await publish('new');
  expect(published()).toEqual(contentOf('new'));
});

test('rivals are not under way at the same time; others are', async () => {
  const isRival = (name: string): boolean => name === '.rival';
  const rival = await OutputTransaction.begin({ directory, plan: 'p', staging: '.rival' });
  const own = { directory, plan: 'p', staging: '.staging' };
  await expect(OutputTransaction.begin({ ...own, isRival })).rejects.toMatchObject({ code: 'OUTPUT_BUSY' });
  await expect(peekStaging({ ...own, isRival })).rejects.toMatchObject({ code: 'OUTPUT_BUSY' });
  expect(readdirSync(directory)).toEqual(['.rival']);
  await (await OutputTransaction.begin(own)).suspend();
  await rival.suspend();
  await (await OutputTransaction.begin({ ...own, isRival })).suspend();
});

test('a plan that has staged files can be seen without a lock', async () => {
  const own = { directory, staging: '.staging' };
  expect(await peekStaging(own)).toBeUndefined();
  const transaction = await begun('new');
  await expect(peekStaging(own)).rejects.toMatchObject({ code: 'OUTPUT_BUSY' });
  await transaction.suspend();
  expect(await peekStaging(own)).toBe('new');
  expect((await begin('other')).leftover).toBe('new');
});

test('the helper files of killed processes go with the next finished run', async () => {
  mkdirSync(staging);
  // Ids above the largest that Linux gives out.
  for (const name of ['lock.4999999', 'lock.4999999.stale', '.plan.4999999.tmp']) {
    writeFileSync(path.join(staging, name), '');
  }
  await publish('new');
  expect(existsSync(staging)).toBe(false);
});

test('files that are no longer part of the output are removed, also where their directory has gone', async () => {
  await publish('old', [...NAMES, 'report/old.html']);
  writeFileSync(path.join(directory, 'report', 'notes.txt'), 'mine');
  await publish('new', NAMES, ['report/old.html', 'never/was.csv']);
  expect(published()).toEqual({ ...contentOf('new'), 'report/notes.txt': 'mine' });
});

test.for<[string, string, (at: string) => void]>([
  ['a symbolic link', 'OUTPUT_UNSAFE_PATH', (at) => symlinkSync('/nonexistent', at)],
  ['a directory', 'OUTPUT_FOREIGN', (at) => mkdirSync(at)],
])('%s in the place of a file stops the commit before anything is moved', async ([, code, plant]) => {
  for (const name of ['config/a.json', 'header.json', 'old.csv']) {
    await publish('old', ['config/b.json', 'list.jsonl']);
    plant(path.join(directory, name));
    const transaction = await begun('new');
    for (const staged of NAMES) await transaction.stage(staged, `new ${staged}`);
    await expect(transaction.commit(NAMES, ['old.csv'])).rejects.toMatchObject({ code });
    expect(existsSync(path.join(staging, 'commit.json'))).toBe(false);
    await transaction.finish();
    rmSync(path.join(directory, name), { recursive: true });
    expect(published()).toEqual(contentOf('old', ['config/b.json', 'list.jsonl']));
  }
});

test('a symbolic link to a directory is not written or removed through', async () => {
  const outside = mkdtempSync(path.join(tmpdir(), 'covergrid-outside-'));
  writeFileSync(path.join(outside, 'old.csv'), 'theirs');
  for (const link of ['config', 'report']) {
    symlinkSync(outside, path.join(directory, link));
    const transaction = await begun('new');
    for (const name of NAMES) await transaction.stage(name, `new ${name}`);
    await expect(transaction.commit(NAMES, ['report/old.csv'])).rejects.toMatchObject({
      code: 'OUTPUT_UNSAFE_PATH',
    });
    await transaction.finish();
    rmSync(path.join(directory, link));
  }
  expect(readdirSync(outside)).toEqual(['old.csv']);
  rmSync(outside, { recursive: true });
});

test('the output directory and the staging directory are no symbolic links', async () => {
  const link = path.join(directory, 'link');
  symlinkSync(tmpdir(), link);
  await expect(
    OutputTransaction.begin({ directory: link, plan: 'p', staging: '.staging' }),
  ).rejects.toMatchObject({ code: 'OUTPUT_UNSAFE_PATH' });
  await expect(OutputTransaction.begin({ directory, plan: 'p', staging: 'link' })).rejects.toMatchObject({
    code: 'OUTPUT_UNSAFE_PATH',
  });
});

test('names that leave the directory are refused, in commits and in journals', async () => {
  const transaction = await begun('new');
  for (const name of ['../x.json', '/etc/x', 'a//b', 'A.json']) {
    await expect(transaction.commit([name])).rejects.toMatchObject({ code: 'OUTPUT_UNSAFE_PATH' });
    await expect(transaction.commit([], [name])).rejects.toMatchObject({ code: 'OUTPUT_UNSAFE_PATH' });
  }
  await transaction.finish();
  const victim = path.join(directory, 'victim');
  writeFileSync(victim, 'theirs');
  mkdirSync(staging);
  writeFileSync(path.join(staging, 'commit.json'), JSON.stringify({ names: [], removed: ['../victim'] }));
  await expect(
    OutputTransaction.begin({ directory: path.join(directory), plan: 'p', staging: '.staging' }),
  ).rejects.toMatchObject({ code: 'OUTPUT_UNSAFE_PATH' });
  expect(readFileSync(victim, 'utf8')).toBe('theirs');
});
