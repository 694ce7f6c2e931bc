import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMAND, runCli, temporaryDirectory } from './run-cli.ts';
import { writeGrid } from './write-grid.ts';

describe('a directory', () => {
  test('is written, left alone when unchanged, guarded, and replaced when asked', () => {
    const cwd = temporaryDirectory();
    const first = runCli(['coverage', 'plan'], { cwd });
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toContain('9,072 raw = 5,376 kept + 3,696 excluded');
    expect(first.stdout).toContain('Written to datasets/commerce (9,072 lines');
    expect(first.stdout).not.toContain('\u001b');
    const written = contentsOf(join(cwd, 'datasets'));
    const times = timesOf(join(cwd, 'datasets'));

    const second = runCli(['coverage', 'plan'], { cwd });
    expect(second).toMatchObject({ status: 0, stderr: '' });
    expect(second.stdout).toContain('All is there and unchanged in datasets/commerce: nothing was written.');
    expect(timesOf(join(cwd, 'datasets'))).toEqual(times);

    const other = runCli(['coverage', 'plan', '--seed', '2'], { cwd });
    expect(other).toMatchObject({ status: 2, stdout: '' });
    expect(other.stderr).toMatch(/^OUTPUT_DIFFERS .*\nUse --overwrite /);
    expect(contentsOf(join(cwd, 'datasets'))).toEqual(written);

    const replaced = runCli(['coverage', 'plan', '--seed', '2', '--overwrite'], { cwd });
    expect(replaced).toMatchObject({ status: 0, stderr: '' });
    const manifest: unknown = JSON.parse(readFileSync(join(cwd, 'datasets/commerce/manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ seed: 2 });
  });

  test('has the same bytes in another language and time zone', () => {
    const cwd = temporaryDirectory();
    const here = runCli(['coverage', 'plan', '--out', 'a'], { cwd });
    const env = { LANG: 'de_DE.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Apia' };
    const there = runCli(['coverage', 'plan', '--out', 'b'], { cwd, env });
    expect(contentsOf(join(cwd, 'b'))).toEqual(contentsOf(join(cwd, 'a')));
    expect(tablesOf(there.stdout)).toBe(tablesOf(here.stdout));
  });

  test('is proven by verify, and its flaws are found', () => {
    const cwd = temporaryDirectory();
    runCli(['coverage', 'plan'], { cwd });
    const proven = runCli(['coverage', 'verify', 'datasets'], { cwd });
    expect(proven).toMatchObject({ status: 0, stderr: '' });
    expect(proven.stdout).toMatch(/^datasets\/commerce: proven\n( {2}✓ .+\n)+$/);
    expect(runCli(['coverage', 'verify', 'datasets', '--quiet'], { cwd })).toMatchObject({
      status: 0,
      stdout: '',
    });

    const listing = join(cwd, 'datasets/commerce/scenarios.jsonl');
    writeFileSync(listing, readFileSync(listing, 'utf8').replace('"status":"kept"', '"status":"lost"'));
    const flawed = runCli(['coverage', 'verify', 'datasets', '--json'], { cwd });
    expect(flawed.status).toBe(1);
    expect(JSON.parse(flawed.stdout)).toMatchObject({ datasets: [{ findings: [{ line: 1 }] }] });
    expect(JSON.parse(flawed.stderr)).toMatchObject({ error: { code: 'VERIFY_FAILED' } });
  });

  test('is made of shards as well', () => {
    const cwd = temporaryDirectory();
    for (const shard of ['1/2', '2/2']) {
      expect(runCli(['coverage', 'plan', '--shard', shard], { cwd })).toMatchObject({
        status: 0,
        stderr: '',
      });
    }
    const merged = runCli(['coverage', 'merge', 'datasets/commerce'], { cwd });
    expect(merged).toMatchObject({ status: 0, stderr: '' });
    expect(merged.stdout).toContain('9,072 raw = 5,376 kept + 3,696 excluded');
    expect(runCli(['coverage', 'verify', 'datasets'], { cwd }).status).toBe(0);
    runCli(['coverage', 'plan', '--out', 'whole'], { cwd });
    const lines = (...names: string[]): string =>
      names.map((name) => readFileSync(join(cwd, name), 'utf8')).join('');
    const shards = readdirSync(join(cwd, 'datasets/commerce')).filter((name) => name.endsWith('.jsonl'));
    expect(lines(...shards.toSorted().map((name) => `datasets/commerce/${name}`))).toBe(
      lines('whole/commerce/scenarios.jsonl'),
    );
  });

  test('has a report that may go elsewhere', () => {
    const cwd = temporaryDirectory();
    runCli(['coverage', 'plan', '--list', 'none'], { cwd });
    const again = runCli(['coverage', 'report', 'datasets/commerce'], { cwd });
    expect(again).toMatchObject({ status: 0, stderr: '' });
    expect(again.stdout).toMatch(/^The report is there and unchanged:\n {2}datasets\/commerce\/report/);
    const report = runCli(
      ['coverage', 'report', 'datasets/commerce', '--average-turns', '3', '--out', 'r', '--quiet'],
      { cwd },
    );
    expect(report).toMatchObject({ status: 0, stderr: '' });
    for (const file of report.stdout.trim().split('\n'))
      expect(statSync(join(cwd, file)).size).toBeGreaterThan(0);
  });
});

describe('a directory of several', () => {
  /** `datasets` with two verticals, or with two shards of each. */
  function planBoth(cwd: string, ...shards: readonly string[]): void {
    writeGrid(cwd, 2);
    const own = ['--taxonomy', 't.json', '--exclusions', 'e.json'];
    for (const shard of shards.length > 0 ? shards.map((text) => ['--shard', text]) : [[]]) {
      for (const source of [own, []]) {
        expect(runCli(['coverage', 'plan', '--quiet', ...source, ...shard], { cwd }).status).toBe(0);
      }
    }
  }

  test('is reported, each to its own place', () => {
    const cwd = temporaryDirectory();
    planBoth(cwd);
    const again = runCli(['coverage', 'report', 'datasets', '--json'], { cwd });
    expect(JSON.parse(again.stdout)).toMatchObject({
      datasets: [{ status: 'unchanged' }, { status: 'unchanged' }],
    });
    const elsewhere = runCli(['coverage', 'report', 'datasets', '--out', 'r', '--quiet'], { cwd });
    expect(elsewhere.stdout).toContain('r/commerce/report/coverage.html\n');
    expect(elsewhere.stdout).toContain('r/large/report/coverage.html\n');
  });

  test('is merged, each', () => {
    const cwd = temporaryDirectory();
    planBoth(cwd, '1/2', '2/2');
    expect(runCli(['coverage', 'report', 'datasets'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /^DATASET_INCOMPLETE datasets\/commerce holds shards that are not merged/,
      ),
    });
    const merged = runCli(['coverage', 'merge', 'datasets', '--quiet'], { cwd });
    expect(merged).toMatchObject({ status: 0, stderr: '' });
    expect(merged.stdout).toContain('datasets/large/manifest.json\n');
    expect(merged.stdout).toContain('datasets/commerce/manifest.json\n');
    expect(runCli(['coverage', 'verify', 'datasets'], { cwd }).status).toBe(0);
  });

  test('is asked by id, not by values', () => {
    const cwd = temporaryDirectory();
    planBoth(cwd);
    const first = readFileSync(join(cwd, 'datasets/large/scenarios.jsonl'), 'utf8').split('\n')[0]!;
    const { scenario_id: id } = JSON.parse(first) as { scenario_id: string };
    const explained = runCli(['coverage', 'explain', '--from', 'datasets', id], { cwd });
    expect(explained).toMatchObject({ status: 0, stderr: '' });
    expect(explained.stdout).toContain('axis0 = bin0');
    const unknown = runCli(['coverage', 'explain', '--from', 'datasets', `scn_${'0'.repeat(24)}`], { cwd });
    expect(unknown.stderr).toMatch(/^SCENARIO_NOT_FOUND .* datasets\/commerce, datasets\/large\./);
    const values = runCli(['coverage', 'explain', '--from', 'datasets', 'domain=d'], { cwd });
    expect(values.stderr).toMatch(/^USAGE .*datasets\/commerce, datasets\/large/);
    expect(values.status).toBe(2);
  });

  test('with one in it is as good as that one', () => {
    const cwd = temporaryDirectory();
    for (const shard of ['1/2', '2/2']) runCli(['coverage', 'plan', '--shard', shard], { cwd });
    const merged = runCli(['coverage', 'merge', 'datasets', '--json'], { cwd });
    expect(JSON.parse(merged.stdout)).toMatchObject({ directory: 'datasets/commerce', status: 'written' });
    const report = runCli(['coverage', 'report', 'datasets', '--out', 'r'], { cwd });
    expect(report.stdout).toContain('r/report/coverage.html');
    const words = [
      'domain=cart-management',
      'behavior=happy-path',
      'price_sensitivity=low',
      'brand_bias=soft',
    ];
    const explain = ['coverage', 'explain', '--from', 'datasets', ...words];
    expect(
      runCli([...explain, 'availability=in-stock', 'policy_boundary=within-policy'], { cwd }),
    ).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('a plan', () => {
  test('only shown says what would become of the directory, and fails as the run would', () => {
    const cwd = temporaryDirectory();
    const dry = (...args: string[]): ReturnType<typeof runCli> =>
      runCli(['coverage', 'plan', '--dry-run', ...args], { cwd });
    runCli(['coverage', 'plan'], { cwd });
    expect(dry().stdout).toContain('All is there already and unchanged in datasets/commerce.');
    const refused = dry('--seed', '2');
    expect(refused.status).toBe(2);
    expect(refused.stdout).toContain('Nothing is written.');
    expect(refused.stderr).toMatch(
      /^OUTPUT_DIFFERS datasets\/commerce holds other output: .*\nUse --overwrite /,
    );
    expect(JSON.parse(dry('--seed', '2', '--json').stdout)).toMatchObject({ status: 'planned' });
    const allowed = dry('--seed', '2', '--overwrite');
    expect(allowed).toMatchObject({ status: 0, stderr: '' });
    expect(allowed.stdout).toMatch(/It would replace in datasets\/commerce: .*scenarios\.jsonl/);
  });

  test('by one thread has the same bytes', () => {
    const cwd = temporaryDirectory();
    // 32 MB and more are hashed beside the thread that renders.
    writeGrid(cwd, 6);
    const args = ['coverage', 'plan', '--taxonomy', 't.json', '--exclusions', 'e.json', '--list', 'kept'];
    expect(runCli([...args, '--concurrency', '1', '--out', 'one'], { cwd }).status).toBe(0);
    expect(runCli([...args, '--concurrency', '2', '--out', 'two'], { cwd }).status).toBe(0);
    expect(contentsOf(join(cwd, 'one'))).toEqual(contentsOf(join(cwd, 'two')));
  });

  test('only shown writes nothing', () => {
    const cwd = temporaryDirectory();
    const run = runCli(['coverage', 'plan', '--dry-run', '--domain', 'c*', '--behavior', '{happy,multi}-*'], {
      cwd,
    });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('The listing would have 648 lines. Nothing is written.');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('as JSON is one document and nothing else', () => {
    const cwd = temporaryDirectory();
    for (const [args, status] of [
      [['--dry-run'], 'planned'],
      [[], 'written'],
      [[], 'unchanged'],
    ] as const) {
      const run = runCli(['coverage', 'plan', '--json', '--kept-only', ...args], { cwd });
      expect(run).toMatchObject({ status: 0, stderr: '' });
      expect(JSON.parse(run.stdout)).toMatchObject({ status, manifest: { totals: { kept: 5376 } } });
    }
  });

  test('in quiet is its paths', () => {
    const cwd = temporaryDirectory();
    const run = runCli(['coverage', 'plan', '--quiet'], { cwd });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout.split('\n').slice(1, -1)).toEqual([
      'datasets/commerce/manifest.json',
      'datasets/commerce/scenarios.jsonl',
    ]);
  });

  test('of a large grid says that the listing is to be asked for', () => {
    const cwd = temporaryDirectory();
    writeGrid(cwd, 7);
    const run = runCli(['coverage', 'plan', '--taxonomy', 't.json', '--exclusions', 'e.json'], { cwd });
    expect(run.status).toBe(0);
    expect(run.stderr).toContain('ask for them with `--list kept`');
    const json = runCli(['coverage', 'plan', '--taxonomy', 't.json', '--exclusions', 'e.json', '--json'], {
      cwd,
    });
    expect(json).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(json.stdout)).toMatchObject({ warnings: [expect.stringContaining('--list kept')] });
  });

  test('shown to a reader who leaves early ends well', () => {
    const cwd = temporaryDirectory();
    const command = [...COMMAND, 'taxonomy', 'show'].map((word) => `'${word}'`).join(' ');
    const script = `set -o pipefail; for i in 1 2 3; do ${command} | head -n 1; done; ${command} | true; echo "status $?"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/status 0\n$/);
  });

  test('that cannot be shown fails', () => {
    const command = [...COMMAND, 'taxonomy', 'show'].map((word) => `'${word}'`).join(' ');
    const { status, stderr } = spawnSync('bash', ['-c', `${command} > /dev/full`], { encoding: 'utf8' });
    expect(stderr).toMatch(/^OUTPUT_FAILED Standard output cannot be written \(ENOSPC\)\./);
    expect(status).toBe(5);
  });
});

function contentsOf(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  // The record of the run has its time.
  const files = names.filter(
    (name) => !name.endsWith('run.json') && statSync(join(directory, name)).isFile(),
  );
  return Object.fromEntries(
    files.toSorted().map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
  );
}

function timesOf(directory: string): Record<string, number> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(names.map((name) => [name, statSync(join(directory, name)).mtimeMs]));
}

function tablesOf(text: string): string {
  return text.slice(0, text.indexOf('Written'));
}
