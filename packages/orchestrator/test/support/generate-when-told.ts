// A process of its own: says `ready`, and for each job that comes in writes its datasets of the library and answers.
import { createInterface } from 'node:readline';
import { isCovergridError } from '@covergrid/core';
import { writeDatasets, writeGeneration } from '../../src/write-datasets.ts';
import type { GenerationAnswer, GenerationJob } from './generation-writer.ts';
import { planLibrary } from './library-grid.ts';

async function answer({ options, out, concurrency, withGrid }: GenerationJob): Promise<GenerationAnswer> {
  try {
    const write = withGrid ? writeGeneration : writeDatasets;
    await write(planLibrary(options), { out, concurrency });
    return { code: 'done' };
  } catch (error) {
    if (!isCovergridError(error)) throw error;
    return { code: error.code, message: error.message };
  }
}

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line) as GenerationJob))}\n`);
}
