import { describe, expect, test } from 'vitest';
import { entryPoints, exportedSymbols } from './support/entry-points.ts';
import { workspacePackages } from './support/repository.ts';

describe('every export has a doc comment in', () => {
  const libraries = workspacePackages().filter((member) => entryPoints(member).length > 0);

  test.each(libraries)('$manifest.name', (member) => {
    const bare = entryPoints(member)
      .flatMap(({ file }) => exportedSymbols(file))
      .filter((symbol) => !symbol.isDocumented)
      .map(({ file, line, name }) => `${file}:${line} ${name} has no doc comment`);
    expect([...new Set(bare)]).toEqual([]);
  });
});
