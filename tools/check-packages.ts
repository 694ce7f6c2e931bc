/**
 * Builds and packs every package, installs the archives together as a user would, imports and type-checks them.
 *
 * Prints one line per step and every fault found; exits 1 when there is one.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');
const BIN = join(ROOT, 'node_modules', '.bin');

const packedManifest = z.looseObject({
  name: z.string(),
  version: z.string(),
  bin: z.record(z.string(), z.string()).default({}),
  exports: z
    .record(z.string(), z.union([z.string(), z.object({ types: z.string(), default: z.string() })]))
    .default({}),
});

interface Packed {
  readonly name: string;
  readonly version: string;
  readonly archive: string;
  readonly bin: Readonly<Record<string, string>>;
  /** What a consumer imports: the package and its code subpaths. */
  readonly specifiers: readonly string[];
  readonly faults: readonly string[];
}

const temporary = mkdtempSync(join(tmpdir(), 'covergrid-packages-'));
let faultCount = 0;

try {
  checkPackages();
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
console.log(faultCount === 0 ? 'packages: ok' : `packages: ${faultCount} faults`);
process.exitCode = faultCount === 0 ? 0 : 1;

function checkPackages(): void {
  for (const dist of globSync('{packages,apps}/*/dist', { cwd: ROOT })) {
    rmSync(join(ROOT, dist), { recursive: true });
  }
  // The packages' own build scripts, in dependency order: what publishing would run.
  if (!step('build', run('npx', ['-y', 'pnpm@12', '--recursive', 'run', 'build'], ROOT))) return;
  const packages = globSync(['packages/*', 'apps/cli'], { cwd: ROOT }).toSorted().flatMap(pack);
  for (const item of packages) {
    step(`contents of ${item.name}`, item.faults);
    step(`publint ${item.name}`, run(join(BIN, 'publint'), [item.archive, '--strict'], temporary));
    if (item.specifiers.length > 0) {
      step(`attw ${item.name}`, run(join(BIN, 'attw'), [item.archive, '--profile', 'esm-only'], temporary));
    }
  }
  checkConsumer(packages);
}

function pack(directory: string): Packed[] {
  const into = join(temporary, 'archives', basename(directory));
  mkdirSync(into, { recursive: true });
  const faults = run('npx', ['-y', 'pnpm@12', 'pack', '--pack-destination', into], join(ROOT, directory));
  const [archive] = globSync('*.tgz', { cwd: into });
  if (!step(`pack ${directory}`, archive === undefined ? [...faults, 'made no archive'] : faults)) return [];
  return [inspect(join(into, archive ?? ''))];
}

/** Reads the archive itself, not the directory it came from. */
function inspect(archive: string): Packed {
  const files = capture('tar', ['-tzf', archive])
    .split('\n')
    .map((file) => file.replace(/^package\//, ''));
  const text = capture('tar', ['-xzOf', archive, 'package/package.json']);
  const { name, version, bin, exports } = packedManifest.parse(JSON.parse(text));
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : [target.types, target.default],
  );
  const wanted = [...targets, ...Object.values(bin)].map((file) => posix.normalize(file));
  return {
    name,
    version,
    archive,
    bin,
    specifiers: Object.entries(exports)
      .filter(([, target]) => typeof target !== 'string')
      .map(([door]) => name + door.slice(1)),
    faults: [
      ...wanted.filter((file) => !files.includes(file)).map((file) => `${file} is not in the archive`),
      ...files
        .filter((file) => /\.(?:test|test-d|bench)\.|tsbuildinfo/.test(file))
        .map((file) => `packs ${file}`),
      ...['README.md', 'LICENSE'].filter((file) => !files.includes(file)).map((file) => `lacks ${file}`),
      ...(text.match(/"(?:workspace|catalog):[^"]*"|@covergrid\/source/g) ?? []).map((found) => {
        return `package.json says ${found}`;
      }),
    ],
  };
}

function checkConsumer(packages: readonly Packed[]): void {
  const consumer = join(temporary, 'consumer');
  mkdirSync(consumer);
  write(consumer, 'package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  const archives = packages.map(({ archive }) => archive);
  const install = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...archives];
  if (!step('npm install of all archives', run('npm', install, consumer))) return;
  checkImports(consumer, packages);
  checkTypes(consumer, packages);
  for (const { name, bin, version } of packages) {
    for (const program of Object.keys(bin)) {
      const shown = capture('npx', ['--no-install', program, '--version'], consumer).trim();
      step(`npx ${program} --version`, shown === version ? [] : [`says "${shown}", ${name} is ${version}`]);
    }
  }
}

function checkImports(consumer: string, packages: readonly Packed[]): void {
  const lines = packages
    .flatMap(({ specifiers }) => specifiers)
    .map((specifier) => {
      const count = `Object.keys(await import(${JSON.stringify(specifier)})).length`;
      return `console.log('  ' + ${JSON.stringify(specifier)} + ': ' + ${count} + ' exports');`;
    });
  write(consumer, 'import.mjs', lines.join('\n'));
  step('import each package', run(process.execPath, ['import.mjs'], consumer, true));
}

function checkTypes(consumer: string, packages: readonly Packed[]): void {
  const lines = packages
    .flatMap(({ specifiers }) => specifiers)
    .map(
      (specifier, index) => `import * as m${index} from '${specifier}';\nexport const k${index} = m${index};`,
    );
  write(consumer, 'consumer.ts', lines.join('\n'));
  const compilerOptions = {
    target: 'es2024',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    // Our own declarations are checked too, not only used.
    skipLibCheck: false,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules', '@types')],
  };
  write(consumer, 'tsconfig.json', JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  step('type-check a consumer', run(join(BIN, 'tsc'), ['-p', '.'], consumer));
}

/** Prints the step's line and its faults; true when there is none. */
function step(name: string, faults: readonly string[]): boolean {
  console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  for (const fault of faults) console.log(fault.replaceAll(/^/gm, '     '));
  faultCount += faults.length;
  return faults.length === 0;
}

/** Runs a program; its output is the fault when it fails. */
function run(program: string, args: readonly string[], cwd: string, showsOutput = false): string[] {
  const { status, stdout, stderr, error } = spawn(program, args, cwd);
  if (showsOutput && status === 0) console.log(stdout.trimEnd());
  if (status === 0) return [];
  return [`${basename(program)} ended with ${status ?? error?.message}\n${stdout}${stderr}`.trimEnd()];
}

function capture(program: string, args: readonly string[], cwd = temporary): string {
  return spawn(program, args, cwd).stdout;
}

function spawn(program: string, args: readonly string[], cwd: string) {
  return spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', PATH: `${BIN}${delimiter}${process.env['PATH']}` },
  });
}

function write(directory: string, file: string, text: string): void {
  writeFileSync(join(directory, file), text);
}
