import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes `t.json` and `e.json`: a grid of 10^`axes` scenarios, of which nearly all are kept. */
export function writeGrid(directory: string, axes: number): void {
  write(
    directory,
    Array.from({ length: axes }, (_, i) => `axis${i}`),
    10,
    [{ axis0: 'bin0', axis1: 'bin1' }],
  );
}

/** The same for a grid of 2^32 scenarios whose rules make no small diagram: compiling it takes minutes. */
export function writeEntangledGrid(directory: string): void {
  const axes = Array.from({ length: 32 }, (_, i) => `axis${i}`);
  // Three axes each, 5, 11 and 16 apart or so, everywhere.
  const rules = axes.flatMap((axis, i) =>
    [0, 1, 2, 3].map((k) => ({
      [axis]: `bin${k % 2}`,
      [axes[(i + 5 + k) % 32]!]: `bin${k >> 1}`,
      [axes[(i + 16 + 3 * k) % 32]!]: `bin${i % 2}`,
      [axes[(i + 11 + 2 * k) % 32]!]: `bin${(i + k) % 2}`,
    })),
  );
  write(directory, axes, 2, rules);
}

function write(directory: string, axes: readonly string[], bins: number, excludes: readonly object[]): void {
  const taxonomy = {
    schema: 'covergrid/taxonomy@1',
    id: 'large',
    version: '1.0.0',
    domains: [{ id: 'd', name: 'D' }],
    behaviors: [{ id: 'b', name: 'B' }],
    axes: axes.map((id) => ({
      id,
      name: `Axis ${id}`,
      bins: Array.from({ length: bins }, (_, i) => ({ id: `bin${i}` })),
    })),
  };
  const exclusions = {
    schema: 'covergrid/exclusions@1',
    id: 'few',
    version: '1.0.0',
    taxonomy: { id: 'large', version: '1.0.0' },
    rules: excludes.map((exclude, i) => ({ id: `r${i}`, category: 'own', rationale: 'No.', exclude })),
  };
  writeFileSync(join(directory, 't.json'), JSON.stringify(taxonomy));
  writeFileSync(join(directory, 'e.json'), JSON.stringify(exclusions));
}
