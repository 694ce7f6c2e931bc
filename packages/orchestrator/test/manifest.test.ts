import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { planCoverage } from '../src/coverage-plan.ts';
import { resolveConfiguration } from '../src/resolve-configuration.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { temporaryDirectory } from './support/directories.ts';
import { SMALL } from './support/small-vertical.ts';

const out = temporaryDirectory();

test.for([
  ['small', SMALL],
  ['commerce', await resolveConfiguration({})],
] as const)('the manifest of %s is what it was', async ([id, configuration]) => {
  await writeCoverage(planCoverage(configuration), { out });
  const text = readFileSync(path.join(out, id, 'manifest.json'), 'utf8');
  await expect(text).toMatchFileSnapshot(`golden/${id}-manifest.json`);
});

test('the listing of a small grid is what it was', async () => {
  await writeCoverage(planCoverage(SMALL), { out });
  const text = readFileSync(path.join(out, 'small', 'scenarios.jsonl'), 'utf8');
  await expect(text).toMatchFileSnapshot('golden/small-scenarios.jsonl');
});
