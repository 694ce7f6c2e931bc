import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../src/output/display-width.ts';
import { COMMAND, runCli, temporaryDirectory } from './run-cli.ts';

const [node, ...first] = COMMAND;
const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

describe('without a command', () => {
  test.each([['--version'], ['-V']])('%s is that of the package', (word) => {
    const run = runCli([word], { cwd: temporaryDirectory() });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect({ version: run.stdout.trim() }).toEqual({ version: (manifest as { version: string }).version });
  });

  test.each([
    [['--help'], 'covergrid'],
    [['help'], 'covergrid'],
    [['help', 'coverage'], 'covergrid-coverage'],
    [['help', 'coverage', 'plan'], 'covergrid-coverage-plan'],
    [['coverage', 'help', 'plan'], 'covergrid-coverage-plan'],
    [['taxonomy', 'help'], 'covergrid-taxonomy'],
    [['coverage', 'plan', '--help'], 'covergrid-coverage-plan'],
  ])('%j shows help', (args, name) => {
    const run = runCli(args, { cwd: temporaryDirectory() });
    const golden = readFileSync(new URL(`golden/help/${name}.txt`, import.meta.url), 'utf8');
    expect(run).toEqual({ status: 0, stderr: '', stdout: golden });
  });

  test('help and version load neither zod nor yaml', () => {
    const seen = `import { registerHooks } from 'node:module'; registerHooks({ resolve(specifier, context, next) {
      const result = next(specifier, context); process.stderr.write(result.url + '\\n'); return result; } });`;
    const hook = `data:text/javascript,${encodeURIComponent(seen)}`;
    for (const word of ['--help', '--version']) {
      const { stderr } = spawnSync(node, ['--import', hook, ...first, word], { encoding: 'utf8' });
      expect(stderr).toContain('/commander/');
      expect(stderr).not.toMatch(/node_modules\/(?:zod|yaml)\/|packages\/orchestrator/);
    }
  });
});

test('an older Node is told so in a sentence', () => {
  const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } });`;
  const { status, stdout, stderr } = spawnSync(
    node,
    ['--import', `data:text/javascript,${encodeURIComponent(older)}`, ...first, '--help'],
    { encoding: 'utf8' },
  );
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: 'USAGE_NODE_VERSION Covergrid needs Node.js 24 or newer, and this is 20.19.0.\n',
  });
});

test('a bug ends with 70, its stack, and how to report it', () => {
  const broken = `JSON.stringify = () => { throw new TypeError('planted'); };`;
  const { status, stderr } = spawnSync(
    node,
    ['--import', `data:text/javascript,${encodeURIComponent(broken)}`, ...first, 'taxonomy', 'schema'],
    { encoding: 'utf8' },
  );
  expect(status).toBe(70);
  expect(stderr).toMatch(/^INTERNAL TypeError: planted\n {4}at /);
  expect(stderr).toMatch(/This is a bug of Covergrid: please report it/);
});

describe('explain', () => {
  const words = [
    'domain=cart-management',
    'behavior=happy-path',
    'price_sensitivity=low',
    'brand_bias=soft',
    'availability=in-stock',
    'policy_boundary=within-policy',
  ];

  test('says why, by bins or by id', () => {
    const cwd = temporaryDirectory();
    const byBins = runCli(['coverage', 'explain', ...words], { cwd });
    expect(byBins).toMatchObject({ status: 0, stderr: '' });
    expect(byBins.stdout).toMatch(/^scn_[0-9a-f]{24} excluded\n/);
    expect(byBins.stdout).toContain('Excluded by "redundancy.happy-path-brands"');
    const json = runCli(['coverage', 'explain', ...words, '--json'], { cwd });
    const { scenario_id } = JSON.parse(json.stdout) as { scenario_id: string };
    expect(runCli(['coverage', 'explain', scenario_id], { cwd })).toEqual(byBins);
    runCli(['coverage', 'plan', '--quiet', '--list', 'none'], { cwd });
    const from = runCli(['coverage', 'explain', scenario_id, '--from', 'datasets/commerce'], { cwd });
    expect(from).toEqual(byBins);
  });

  test.each([
    ['brand_bias=soft', 'brand_bais=soft', 'CONFIG_UNKNOWN_AXIS', 'Did you mean "brand_bias"?'],
    ['brand_bias=soft', 'brand_bias=sofd', 'CONFIG_UNKNOWN_BIN', 'Did you mean "soft"?'],
    [
      'domain=cart-management',
      'domain=cart-managment',
      'CONFIG_UNKNOWN_DOMAIN',
      'Did you mean "cart-management"?',
    ],
  ])('names what is nearest to a misspelt word: %s as %s', (right, wrong, code, text) => {
    const misspelt = words.map((word) => (word === right ? wrong : word));
    const { status, stdout, stderr } = runCli(['coverage', 'explain', ...misspelt], {
      cwd: temporaryDirectory(),
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^${code} `));
    expect(stderr).toContain(text);
  });
});

describe('in 40 columns', () => {
  test.each([
    [['taxonomy', 'show'], 'taxonomy-show'],
    [['coverage', 'explain', 'scn_af43b52a16e0ab39bde92b66'], 'explain'],
    [['coverage', 'plan', '--dry-run', '--list', 'none'], 'dry-run'],
  ])('%j is whole, and no line is wider', async (args, name) => {
    const run = runCli(args, { cwd: temporaryDirectory(), env: { COLUMNS: '40' } });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(Math.max(...run.stdout.split('\n').map(displayWidth))).toBeLessThanOrEqual(40);
    await expect(run.stdout).toMatchFileSnapshot(`golden/narrow/${name}.txt`);
  });

  test('JSON and faults are as wide as they are', () => {
    const narrow = { cwd: temporaryDirectory(), env: { COLUMNS: '40' } };
    const json = runCli(['taxonomy', 'show', '--json'], narrow);
    expect(json).toEqual(runCli(['taxonomy', 'show', '--json'], { cwd: narrow.cwd }));
    const { stderr } = runCli(['coverage', 'plan', '--domain', 'chekout'], narrow);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^CONFIG_UNKNOWN_DOMAIN .* Did you mean "checkout-payments"\?$/),
      'Use a domain id of the taxonomy:',
      '`covergrid taxonomy show`.',
      '',
    ]);
  });
});

describe('taxonomy', () => {
  test('shows tables, or the canonical configuration', async () => {
    const cwd = temporaryDirectory();
    const tables = runCli(['taxonomy', 'show'], { cwd });
    expect(tables).toMatchObject({ status: 0, stderr: '' });
    await expect(tables.stdout).toMatchFileSnapshot('golden/taxonomy-show.txt');
    const json = runCli(['taxonomy', 'show', '--json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      taxonomy: { id: 'commerce' },
      exclusions: { rules: { length: 7 } },
    });
  });

  test.each([
    [[], 'urn:covergrid:schema:taxonomy:1'],
    [['exclusions'], 'urn:covergrid:schema:exclusions:1'],
    [['rates'], 'urn:covergrid:schema:rates:1'],
    [['manifest'], 'urn:covergrid:schema:manifest:1'],
  ])('prints the schema of %j', (args, id) => {
    const run = runCli(['taxonomy', 'schema', ...args], { cwd: temporaryDirectory() });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({ $id: id });
  });
});
