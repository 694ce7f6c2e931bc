import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStreamHash } from '../packages/enumerator/src/hash-thread.ts';
import { amount, type Figure, type Scale } from './figure.ts';
import { chunksOf, hashAndWrite, list, listingJob, NOWHERE, type ListingJob } from './listing-job.ts';
import { highest, timedAsync } from './timing.ts';

interface Sample {
  readonly seed: number;
  readonly lines: number;
  readonly bytes: number;
  /** Milliseconds of the listing and of the loop. */
  readonly ours: number;
  readonly peer: number;
}

/** Listing kept scenarios with ids, against a loop that only hashes and writes as many bytes in the same portions. */
export async function measureListing({ isCi, seeds }: Scale): Promise<Figure[]> {
  const [lines, rounds] = isCi ? [2_000_000, 5] : [8_000_000, 3];
  const samples: { disk: Sample[]; nowhere: Sample[] } = { disk: [], nowhere: [] };
  // Gigabytes per seed: fewer of them than elsewhere.
  for (const seed of seeds.slice(0, isCi ? 2 : 5)) {
    const job = listingJob(seed, lines);
    const sizes = portionSizes(job);
    samples.nowhere.push(await sample(job, seed, sizes, rounds, (use) => use(NOWHERE)));
    samples.disk.push(await sample(job, seed, sizes, rounds, onDisk));
  }
  return [
    figure(`list ${lines / 1e6} M lines to disk, of a loop`, samples.disk),
    figure('  to /dev/null, of a loop', samples.nowhere),
  ];
}

function figure(name: string, samples: readonly Sample[]): Figure {
  const worst = highest(samples, ({ ours, peer }) => ours / peer);
  const rate = amount(worst.lines / worst.ours / 1000);
  const [ours, peer] = [worst.ours, worst.peer].map((ms) => amount(worst.bytes / ms / 1000));
  return {
    name,
    worst: (100 * worst.peer) / worst.ours,
    unit: '%',
    target: { least: 70 },
    asserted: { least: 35 },
    detail: `seed ${worst.seed}; ${rate} M lines/s, ${ours} MB/s, loop ${peer} MB/s`,
  };
}

async function sample(
  job: ListingJob,
  seed: number,
  sizes: readonly number[],
  rounds: number,
  withFile: (use: (file: string) => Promise<number>) => Promise<number>,
): Promise<Sample> {
  const times: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  for (let i = 0; i < rounds; i++) {
    times.ours.push(await withFile((file) => timedAsync(() => list(job, file))));
    times.peer.push(await withFile((file) => timedAsync(() => writePortions(file, sizes))));
  }
  return {
    seed,
    lines: job.lines,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    ours: Math.min(...times.ours),
    peer: Math.min(...times.peer),
  };
}

function portionSizes(job: ListingJob): number[] {
  const spare: Buffer[] = [];
  return Array.from(chunksOf(job, spare), (bytes) => {
    spare.push(Buffer.from(bytes.buffer));
    return bytes.length;
  });
}

/** The loop: two or three buffers made once go round, so that nothing but hashing and writing is timed. */
function writePortions(file: string, sizes: readonly number[]): Promise<string> {
  const largest = Math.max(...sizes);
  const spare: Buffer[] = [];
  function* portions(): Generator<Uint8Array> {
    for (const size of sizes) {
      const buffer = spare.pop() ?? Buffer.alloc(largest, '{"scenario_id":"scn_');
      yield buffer.subarray(0, size);
    }
  }
  // On this thread, beside the writing, where it is quicker than with a thread of its own.
  return hashAndWrite(file, openStreamHash(0), spare, portions());
}

async function onDisk(use: (file: string) => Promise<number>): Promise<number> {
  const directory = await mkdtemp(path.join(tmpdir(), 'covergrid-bench-'));
  try {
    return await use(path.join(directory, 'listing'));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
