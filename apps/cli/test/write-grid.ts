import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes `t.json` and `e.json`: a grid of 10^`axes` scenarios, of which nearly all are kept. */
export function writeGrid(directory: string, axes: number): void {
  const bins = Array.from({ length: 10 }, (_, i) => ({ id: `bin${i}` }));
  const taxonomy = {
    schema: 'covergrid/taxonomy@1',
    id: 'large',
    version: '1.0.0',
    domains: [{ id: 'd', name: 'D' }],
    behaviors: [{ id: 'b', name: 'B' }],
    axes: Array.from({ length: axes }, (_, i) => ({ id: `axis${i}`, name: `Axis ${i}`, bins })),
  };
  const exclusions = {
    schema: 'covergrid/exclusions@1',
    id: 'few',
    version: '1.0.0',
    taxonomy: { id: 'large', version: '1.0.0' },
    rules: [{ id: 'r', category: 'own', rationale: 'No.', exclude: { axis0: 'bin0', axis1: 'bin1' } }],
  };
  writeFileSync(join(directory, 't.json'), JSON.stringify(taxonomy));
  writeFileSync(join(directory, 'e.json'), JSON.stringify(exclusions));
}
