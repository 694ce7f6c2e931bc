import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { codeBlocks, type CodeBlock } from './support/code-blocks.ts';
import { entryPoints, exportedSymbols } from './support/entry-points.ts';
import { exampleScript } from './support/example-script.ts';
import { isTestFile, lineAt, readText, ROOT, sourceFiles, workspacePackages } from './support/repository.ts';
import { shellCommands } from './support/shell-commands.ts';
import { writeShownFiles } from './support/shown-files.ts';
import { parseFile } from './support/syntax.ts';

const CLI = join(ROOT, 'apps/cli/src/main.ts');
const CONDITION = '--conditions=@covergrid/source';

// Scripts live inside the repository, where imports by package name resolve, and outside of node_modules, where
// Node would not strip their types. They run, like the commands, in an empty directory elsewhere.
mkdirSync(join(ROOT, '.cache'), { recursive: true });
const scripts = mkdtempSync(join(ROOT, '.cache', 'docs-code-'));
const scratch = mkdtempSync(join(tmpdir(), 'covergrid-docs-'));
const bin = join(scratch, 'bin');

afterAll(() => {
  rmSync(scripts, { recursive: true, force: true });
  rmSync(scratch, { recursive: true, force: true });
});

const documents = globSync(['*.md', 'docs/**/*.md', '{packages,apps}/*/README.md'], { cwd: ROOT }).toSorted();
const blocks = documents.flatMap((file) => codeBlocks(file, readText(file)));
const skipped = blocks.filter((block) => block.notRun !== undefined);
const runnable = blocks.filter((block) => block.notRun === undefined);
const label = (block: CodeBlock): string => `${block.file}:${block.line}`;

if (skipped.length > 0) {
  console.log(`code not run: ${skipped.map((block) => `${label(block)} (${block.notRun})`).join(', ')}`);
}

describe('code in documents', () => {
  test('is tagged with a language', () => {
    expect(blocks.filter((block) => block.language === '').map(label)).toEqual([]);
  });

  for (const block of runnable.filter(({ language }) => language === 'ts')) {
    test(`${label(block)} runs`, () => runScript(block, exampleScript(block.code)));
  }

  for (const block of runnable.filter(({ language }) => language === 'sh')) {
    const commands = shellCommands(block.code).filter(({ isOurs }) => isOurs);
    if (commands.length === 0) continue;
    test(`${label(block)} runs`, { timeout: 600_000 }, () => {
      for (const { text, exit } of commands) runCommand(block, text, exit);
    });
  }
});

describe('examples in doc comments', () => {
  for (const block of examples()) {
    test(`${label(block)} runs`, () => {
      runScript(block, `${importsFor(block)} ${exampleScript(block.code)}`);
    });
  }

  test.each([
    ['fenced', '@example\n * ```ts\n * 1 + 1; // => 2\n * ```\n * @throws USAGE never'],
    ['bare', '@example\n * 1 + 1; // => 2\n *\n * @throws USAGE never'],
  ])('are found when %s', (_kind, tag) => {
    const [example] = examplesOf('a.ts', `/**\n * Adds.\n *\n * ${tag}\n */\nexport const a = 1;\n`);
    expect(example?.code.trim()).toBe('1 + 1; // => 2');
  });
});

describe('a block that lies fails', () => {
  const block = { file: 'planted.md', line: 1, language: 'ts', code: '', notRun: undefined };

  test.each(['1 + 1; // => 3', 'const a = [1]; // => [2]', `({}).x; // => throws CONFIG_SYNTAX`])(
    '%s',
    (code) => {
      expect(() => runScript(block, exampleScript(code))).toThrow('the example says');
    },
  );

  test('and one that tells the truth passes', () => {
    const code = [
      'const sum: number = 1 + 1; // => 2',
      "console.log('a' + 'b'); // => ab",
      "({ a: [1, 'x'] });",
      "// => { a: [ 1, 'x' ] }",
      '({ b: 1, a: undefined }); // => { a: undefined, b: 1 }',
      'throwing(); // => throws USAGE',
      "function throwing() { throw Object.assign(new Error('no'), { code: 'USAGE' }); }",
    ].join('\n');
    runScript(block, exampleScript(code));
  });
});

function runScript(block: CodeBlock, script: string): void {
  const file = join(scripts, `${label(block).replaceAll(/\W/g, '-')}.ts`);
  writeFileSync(file, script);
  const cwd = mkdtempSync(join(scratch, 'run-'));
  const { status, stderr } = spawnSync(process.execPath, [CONDITION, file], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${label(block)} ended with ${status}\n${stderr}`);
}

/** Runs one command with the CLI from source; the blocks of one document share a directory, as its reader would. */
function runCommand(block: CodeBlock, command: string, exit: number): void {
  if (!existsSync(bin)) writeWrappers();
  const cwd = directoryOf(block);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, NO_COLOR: '1' };
  const run = spawnSync('bash', ['-o', 'pipefail', '-c', command], { cwd, env, encoding: 'utf8' });
  if (run.status !== exit) {
    throw new Error(`${label(block)} ${command}\nended with ${run.status}\n${run.stdout}${run.stderr}`);
  }
}

/** The directory of a document's reader, with the files that the document shows above a block. */
function directoryOf({ file, line }: CodeBlock): string {
  const directory = join(scratch, file.replaceAll('/', '-'));
  writeShownFiles(
    directory,
    blocks.filter((block) => block.file === file && block.line < line),
  );
  return directory;
}

/** Programs named `covergrid` and `npx` that start the sources: no build, no network. */
function writeWrappers(): void {
  const rootJson = z.object({ scripts: z.record(z.string(), z.string()) });
  const { start = '' } = rootJson.parse(JSON.parse(readText('package.json'))).scripts;
  const startArguments = start.split('main.ts ')[1] ?? '';
  mkdirSync(bin);
  writeProgram('covergrid', `exec "${process.execPath}" ${CONDITION} "${CLI}" "$@"`);
  writeProgram(
    'npx',
    `case "$3" in\n  covergrid) shift 3; exec covergrid "$@" ;;\n  start) shift 3; exec covergrid ${startArguments} "$@" ;;\nesac\nexit 64`,
  );
}

function writeProgram(name: string, body: string): void {
  writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(join(bin, name), 0o755);
}

function examples(): CodeBlock[] {
  return sourceFiles()
    .filter((file) => !isTestFile(file))
    .flatMap((file) => examplesOf(file, readText(file)));
}

/** What follows each `@example` of a source file, fenced or not, up to the next tag. */
function examplesOf(file: string, text: string): CodeBlock[] {
  if (!text.includes('@example')) return [];
  return parseFile(file, text)
    .comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
    .flatMap(({ value, start }) => {
      const lines = value.split('\n').map((line) => line.replace(/^\s*\* ?/, ''));
      const code = lines.map((line, at) => (isExampleLine(lines, at) ? line : '')).join('\n');
      // Blank lines in front keep the numbers right.
      const block = { file, line: lineAt(text, start), language: 'ts', code, notRun: undefined };
      return code.trim() === '' ? [] : [block];
    });
}

/** True when the nearest tag above is `@example`, and the line is no fence. */
function isExampleLine(lines: readonly string[], at: number): boolean {
  const tag = lines.slice(0, at + 1).findLastIndex((line) => /^@\w/.test(line));
  return tag !== at && lines[tag]?.startsWith('@example') === true && lines[at]?.startsWith('```') !== true;
}

/** Imports of the package's own exports that an example uses without importing them. */
function importsFor({ file, code }: CodeBlock): string {
  const member = workspacePackages().find(({ directory }) => file.startsWith(`${directory}/`));
  if (member === undefined) return '';
  const lines = entryPoints(member).map(({ specifier, file: entry }) => {
    const names = exportedSymbols(entry)
      .filter(({ kind }) => kind !== 'type' && kind !== 'interface' && !kind.startsWith('from '))
      .map(({ name }) => name)
      .filter((name) => new RegExp(`(?<![\\w.])${name}\\b`).test(code))
      .filter((name) => !new RegExp(`import[^;]*\\b${name}\\b`).test(code));
    return names.length === 0 ? '' : `import { ${names.join(', ')} } from '${specifier}';`;
  });
  return lines.join(' ');
}
