import { describe, expect, test } from 'vitest';
import { entryPoints, exportedSymbols } from './support/entry-points.ts';
import { workspacePackages, type WorkspacePackage } from './support/repository.ts';

// Widening a package's surface is a decision, so it must show as a changed line in review.
describe('the exports of', () => {
  const libraries = workspacePackages().filter((member) => entryPoints(member).length > 0);

  test.each(libraries)('$manifest.name', async (member) => {
    const name = member.directory.split('/').at(-1);
    await expect(describeExports(member)).toMatchFileSnapshot(`golden/exports/${name}.txt`);
  });
});

function describeExports(member: WorkspacePackage): string {
  const lines = entryPoints(member).flatMap(({ specifier, file }) => [
    specifier,
    ...exportedSymbols(file).map(({ name, kind }) => `  ${name}: ${kind}`),
  ]);
  return `${lines.join('\n')}\n`;
}
