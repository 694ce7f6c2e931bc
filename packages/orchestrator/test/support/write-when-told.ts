// A process of its own: loads everything, says `ready`, and plans and writes when a line comes in.
import { once } from 'node:events';
import { isCovergridError } from '@covergrid/core';
import { resolveConfiguration } from '../../src/resolve-configuration.ts';
import { planCoverage } from '../../src/coverage-plan.ts';
import { writeCoverage } from '../../src/write-coverage.ts';
import { writeShortOfMemory } from './short-memory.ts';
import { LARGE, SMALL, SMALL_EDITED } from './small-vertical.ts';
import type { WriterJob } from './writer.ts';

const { vertical, seed, listing, isShortOfMemory, ...options } = JSON.parse(process.argv[2]!) as WriterJob;
const configuration = {
  small: SMALL,
  edited: SMALL_EDITED,
  large: LARGE,
  commerce: await resolveConfiguration({}),
}[vertical];
const plan = planCoverage(configuration, { seed, listing });
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.destroy();
try {
  const write = isShortOfMemory === true ? writeShortOfMemory : writeCoverage;
  const { status } = await write(plan, options);
  process.stdout.write(JSON.stringify({ status }));
} catch (error) {
  if (!isCovergridError(error)) throw error;
  process.stdout.write(JSON.stringify({ code: error.code, message: error.message }));
}
