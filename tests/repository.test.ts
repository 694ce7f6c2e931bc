import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { committableFiles, lineAt, readText, ROOT, workspacePackages } from './support/repository.ts';

const packages = workspacePackages();

describe('files', () => {
  // Spelt with alternatives, so that this file does not contain what it looks for.
  const forbidden = [
    { what: 'an absolute path of a machine', pattern: /(?<![\w.~$}*-])\/(?:work|root|home|Users)\/\w/ },
    { what: 'a package registry', pattern: /https?:\/\/[^\s/'"]*(?:registry|npmjs|artifactory|verdaccio)/ },
    { what: 'a file beside the repository', pattern: /\.\.\/(?:shared)\b/ },
  ];

  test.each(forbidden)('do not name $what', ({ pattern }) => {
    const found = committableFiles().flatMap((file) => {
      const text = textOf(file);
      const match = text === undefined ? null : pattern.exec(text);
      return text === undefined || match === null ? [] : [`${file}:${lineAt(text, match.index)} ${match[0]}`];
    });
    expect(found).toEqual([]);
  });
});

/** The text of a file; undefined for a binary one. */
function textOf(file: string): string | undefined {
  const bytes = readFileSync(join(ROOT, file));
  return bytes.subarray(0, 8000).includes(0) ? undefined : bytes.toString('utf8');
}

describe('versions', () => {
  const workspaceFile = z.object({ catalog: z.record(z.string(), z.string()) });

  test('of the catalog are exact', () => {
    const { catalog } = workspaceFile.parse(parse(readText('pnpm-workspace.yaml')));
    expect(
      Object.entries(catalog).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    ).toEqual([]);
  });

  test('of dependencies come from the catalog or the workspace', () => {
    const loose = packages.flatMap(({ directory, manifest }) =>
      Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
        .filter(([, version]) => version !== 'catalog:' && version !== 'workspace:*')
        .map(([name, version]) => `${directory} ${name} ${version}`),
    );
    expect(loose).toEqual([]);
  });

  test('of all packages are one', () => {
    const root = z.object({ version: z.string() }).parse(JSON.parse(readText('package.json')));
    expect(new Set([root.version, ...packages.map(({ manifest }) => manifest.version)]).size).toBe(1);
  });
});

describe.each(packages)('$directory', ({ directory, manifest }) => {
  test('says what it is, under which licence, for which Node', () => {
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/\w{3}/),
      license: 'Apache-2.0',
      sideEffects: false,
      engines: { node: expect.stringMatching(/^>=24/) },
    });
  });

  test('has a README', () => {
    expect(existsSync(join(ROOT, directory, 'README.md')), `${directory}/README.md`).toBe(true);
  });

  test('publishes its exports without the source condition', () => {
    expect(manifest.publishConfig?.exports).toEqual(withoutSource(manifest.exports));
  });

  test('has types beside the code of each export', () => {
    const apart = Object.values(manifest.exports).filter(
      (target) =>
        typeof target !== 'string' && target['types'] !== target['default']?.replace(/\.js$/, '.d.ts'),
    );
    expect(apart).toEqual([]);
  });

  test('has a row in tsconfig.json', () => {
    const solution = z.object({ references: z.array(z.object({ path: z.string() })) });
    const { references } = solution.parse(JSON.parse(readText('tsconfig.json')));
    expect(references.map(({ path }) => posix.normalize(path))).toContain(directory);
  });
});

type Exports = (typeof packages)[number]['manifest']['exports'];

function withoutSource(exports: Exports): Exports {
  return Object.fromEntries(
    Object.entries(exports).map(([door, target]) => {
      if (typeof target === 'string') return [door, target];
      return [
        door,
        Object.fromEntries(Object.entries(target).filter(([key]) => key !== '@covergrid/source')),
      ];
    }),
  );
}
