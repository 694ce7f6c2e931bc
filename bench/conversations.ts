import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { openDataset, readRecords, type DatasetRecord } from '@covergrid/datasets';
import { datasetIn, generate, generation, inDirectory, verify } from './conversation-job.ts';
import { amount, type Figure, type Scale } from './figure.ts';
import { highest, timedAsync } from './timing.ts';

interface Sample {
  readonly seed: number;
  readonly conversations: number;
  readonly bytes: number;
  /** Milliseconds to write, to verify what was written, and of the loop. */
  readonly write: number;
  readonly verify: number;
  readonly loop: number;
}

/**
 * Writing conversations with their goldens, every golden proven, against a loop that only stringifies, hashes and
 * writes the same records; and verifying them, against writing them. All on one core.
 */
export async function measureConversations({ isCi, seeds }: Scale): Promise<Figure[]> {
  const samples: Sample[] = [];
  for (const seed of seeds.slice(0, isCi ? 2 : 5)) {
    samples.push(await sample(seed, isCi ? 1 : 5, isCi ? 3 : 5));
  }
  const slowest = highest(samples, ({ write, loop }) => write / loop);
  const verified = highest(samples, (taken) => taken.verify / taken.write);
  const each = (ms: number, { conversations }: Sample): string => `${amount((1000 * ms) / conversations)} µs`;
  return [
    {
      name: `write ${slowest.conversations} conversations, of a loop`,
      worst: (100 * slowest.loop) / slowest.write,
      unit: '%',
      target: { least: 25 },
      asserted: { least: 12 },
      detail: `seed ${slowest.seed}; each ${each(slowest.write, slowest)}, ${amount(slowest.bytes / slowest.conversations / 1000)} kB; loop ${each(slowest.loop, slowest)}`,
    },
    {
      name: '  verify them, to writing',
      worst: verified.verify / verified.write,
      unit: '×',
      target: { most: 1 },
      asserted: { most: 1.5 },
      detail: `seed ${verified.seed}; each ${each(verified.verify, verified)}`,
    },
  ];
}

async function sample(seed: number, variants: number, rounds: number): Promise<Sample> {
  const plan = await generation(seed, { variants, grouping: 'none' });
  const times: Record<'write' | 'verify' | 'loop', number[]> = { write: [], verify: [], loop: [] };
  let [conversations, bytes] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    await inDirectory(async (out) => {
      times.write.push(await timedAsync(() => generate(plan, out)));
      times.verify.push(await timedAsync(() => verify(plan, out)));
      const records = await Array.fromAsync(readRecords(await openDataset(datasetIn(plan, out))));
      conversations = records.length;
      const start = performance.now();
      bytes = await stringifyHashAndWrite(records, out);
      times.loop.push(performance.now() - start);
    });
  }
  const best = (of: readonly number[]): number => Math.min(...of);
  return {
    seed,
    conversations,
    bytes,
    write: best(times.write),
    verify: best(times.verify),
    loop: best(times.loop),
  };
}

/** In portions of the size that datasets are written in, and brought to the disk at the end. */
async function stringifyHashAndWrite(records: readonly DatasetRecord[], directory: string): Promise<number> {
  let bytes = 0;
  for (const side of ['conversation', 'golden'] as const) {
    const hash = createHash('sha256');
    const handle = await open(path.join(directory, `${side}.jsonl`), 'w');
    let waiting: string[] = [];
    let size = 0;
    const flush = async (): Promise<void> => {
      const portion = Buffer.from(waiting.join(''));
      hash.update(portion);
      await handle.write(portion);
      bytes += portion.length;
      waiting = [];
      size = 0;
    };
    for (const record of records) {
      const line = `${JSON.stringify(record[side])}\n`;
      waiting.push(line);
      size += line.length;
      if (size >= 1 << 19) await flush();
    }
    await flush();
    hash.digest();
    await handle.sync();
    await handle.close();
  }
  return bytes;
}
