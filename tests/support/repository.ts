import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The repository's root directory. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

const exportsMap = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));
const dependencies = z.record(z.string(), z.string()).default({});

const packageJson = z.looseObject({
  name: z.string(),
  version: z.string(),
  description: z.string().optional(),
  license: z.string().optional(),
  private: z.boolean().optional(),
  sideEffects: z.boolean().optional(),
  engines: z.record(z.string(), z.string()).default({}),
  bin: z.record(z.string(), z.string()).default({}),
  exports: exportsMap.default({}),
  publishConfig: z.looseObject({ exports: exportsMap.optional() }).optional(),
  dependencies,
  devDependencies: dependencies,
  optionalDependencies: dependencies,
  peerDependencies: dependencies,
});

type PackageJson = z.output<typeof packageJson>;

/** One member of the workspace. */
export interface WorkspacePackage {
  /** Relative to the root, with `/`: `packages/core`. */
  readonly directory: string;
  readonly manifest: PackageJson;
}

/** Every package and app of the workspace, sorted by directory. */
export function workspacePackages(): WorkspacePackage[] {
  return globSync('{packages,apps}/*/package.json', { cwd: ROOT })
    .map((file) => dirname(file).replaceAll('\\', '/'))
    .toSorted()
    .map((directory) => ({
      directory,
      manifest: packageJson.parse(JSON.parse(readText(`${directory}/package.json`))),
    }));
}

/** The text of a file, by its path relative to the root. */
export function readText(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** TypeScript files under the `src` and `test` directories of packages and apps, sorted, relative to the root. */
export function sourceFiles(): string[] {
  return globSync('{packages,apps}/*/{src,test}/**/*.{ts,tsx}', { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.includes('/golden/'))
    .toSorted();
}

/** True for files that are never published: tests, and what only tests use. */
export function isTestFile(file: string): boolean {
  return /\.(test|test-d|bench)\.tsx?$/.test(file) || /^[^/]+\/[^/]+\/test\//.test(file);
}

/** Every file that is committed or would be: what git tracks and what it does not ignore. */
export function committableFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(listed.split('\0'))].filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

/** The 1-based line of an offset in a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
