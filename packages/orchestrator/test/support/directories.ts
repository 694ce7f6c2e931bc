import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

/** An empty directory that is gone after the tests of the file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'covergrid-test-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/**
 * Everything below a directory: path → kind and content, hidden files too. Two equal trees hold the same bytes.
 *
 * @param skip files left out, such as the record of when a run was
 */
export function treeOf(root: string, skip: readonly string[] = []): Record<string, string> {
  const tree: Record<string, string> = {};
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
  for (const name of names.filter((candidate) => !skip.includes(path.basename(candidate)))) {
    const file = path.join(root, name);
    const stat = lstatSync(file);
    if (stat.isFile()) tree[name] = createHash('sha256').update(readFileSync(file)).digest('hex');
    else if (stat.isSymbolicLink()) tree[name] = `link to ${readlinkSync(file)}`;
    else tree[name] = stat.isDirectory() ? 'directory' : 'special';
  }
  return tree;
}

/** {@link treeOf} without `run.json`, which says when a run was. */
export function outputOf(root: string): Record<string, string> {
  return treeOf(root, ['run.json']);
}

/** When each file below a directory was written last, and its inode: what a rewrite of equal bytes changes. */
export function stampsOf(root: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => {
      const { mtimeNs, ino } = lstatSync(path.join(root, name), { bigint: true });
      return [name, `${ino} ${mtimeNs}`];
    }),
  );
}
