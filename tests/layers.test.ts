import { describe, expect, test } from 'vitest';
import { checkDependencies, checkImports, checkTable, type Doors } from './support/check-imports.ts';
import { LAYERS } from './support/layers.ts';
import { readText, sourceFiles, workspacePackages } from './support/repository.ts';

const doors: Doors = Object.fromEntries(
  workspacePackages().map(({ manifest }) => [manifest.name, Object.keys(manifest.exports)]),
);

describe('the layer table', () => {
  test('has one row for every package and app, and no other', () => {
    expect(LAYERS.map((layer) => `${layer.directory} ${layer.package}`).toSorted()).toEqual(
      workspacePackages().map(({ directory, manifest }) => `${directory} ${manifest.name}`),
    );
  });

  test('has no arrow that points up', () => {
    expect(checkTable(LAYERS)).toEqual([]);
  });
});

describe('arrows point down only', () => {
  test.each(LAYERS)('in the sources of $name', (layer) => {
    const files = sourceFiles().filter((file) => file.startsWith(`${layer.directory}/`));
    expect(files.flatMap((file) => checkImports(file, readText(file), LAYERS, doors))).toEqual([]);
  });

  test.each(LAYERS)('in the dependencies of $name', (layer) => {
    expect(checkDependencies(readText(`${layer.directory}/package.json`), layer, LAYERS)).toEqual([]);
  });
});

describe('a planted violation is found', () => {
  const RULES = 'packages/rules/src/planted.ts';

  test.each([
    ['static', `\n\nimport { plan } from '@covergrid/enumerator';`, ':3 rules → enumerator points up'],
    [
      'type-only',
      `import type { Manifest } from '@covergrid/enumerator';`,
      ':1 rules → enumerator points up',
    ],
    ['re-export', `export { plan } from '@covergrid/enumerator';`, ':1 rules → enumerator points up'],
    ['star', `export * from '@covergrid/enumerator';`, ':1 rules → enumerator points up'],
    ['dynamic', `await import('@covergrid/enumerator');`, ':1 rules → enumerator points up'],
    ['in a template', 'await import(`@covergrid/enumerator`);', ':1 rules → enumerator points up'],
    ['type query', `type M = import('@covergrid/enumerator').M;`, ':1 rules → enumerator points up'],
    ['resolve', `import.meta.resolve('@covergrid/enumerator');`, ':1 rules → enumerator points up'],
    ['content', `import '@covergrid/commerce';`, ':1 rules → commerce is not allowed'],
    ['deep', `import '@covergrid/core/src/index.ts';`, ':1 rules → core by deep path'],
    ['by path', `import '../../core/src/index.ts';`, ':1 rules → core by path'],
    ['by URL', `new URL('../../core/src/a.ts', import.meta.url);`, ':1 rules → core by path'],
    ['outside', `import '../../../tests/support/layers.ts';`, ':1 rules leaves its package'],
    ['own index', `import './index.ts';`, ':1 rules imports its own index'],
    ['own name', `import '@covergrid/rules';`, ':1 rules imports itself'],
    ['no row', `import '@covergrid/nowhere';`, ':1 @covergrid/nowhere has no row'],
  ])('%s', (_kind, text, message) => {
    expect(checkImports(RULES, text, LAYERS, doors)).toEqual([expect.stringContaining(`${RULES}${message}`)]);
  });

  test('in a package.json, with its line', () => {
    const rules = LAYERS.find((layer) => layer.name === 'rules');
    const text = '{\n  "dependencies": {\n    "@covergrid/enumerator": "workspace:*"\n  }\n}';
    expect(rules && checkDependencies(text, rules, LAYERS)).toEqual([
      'packages/rules/package.json:3 rules → enumerator points up',
    ]);
  });

  test('and what is allowed is not reported', () => {
    const text = `// import '@covergrid/enumerator'
      import { idSchema } from '@covergrid/core/schema';
      import { z } from 'zod';
      const text = "import '@covergrid/enumerator'";`;
    expect(checkImports(RULES, text, LAYERS, doors)).toEqual([]);
    expect(
      checkImports('packages/rules/src/a.test.ts', `import '@covergrid/commerce';`, LAYERS, doors),
    ).toEqual([]);
  });
});
