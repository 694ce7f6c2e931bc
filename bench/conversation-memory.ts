import { inDirectory } from './conversation-job.ts';
import type { Figure, Scale } from './figure.ts';
import { runFresh } from './fresh-process.ts';
import { highest } from './timing.ts';

/** Peak memory of writing and of verifying many conversations beside that of few, each in a process of its own. */
export async function measureConversationMemory({ isCi, seeds }: Scale): Promise<Figure[]> {
  const many = isCi ? 10 : 100;
  const samples: Record<'write' | 'verify', Sample[]> = { write: [], verify: [] };
  for (const seed of seeds.slice(0, isCi ? 1 : 3)) {
    const [few, lots] = [await peaks(seed, 1), await peaks(seed, many)];
    for (const work of ['write', 'verify'] as const)
      samples[work].push({ seed, few: few[work], many: lots[work] });
  }
  return [
    ...figures(`memory to write 10³ to ${isCi ? '10⁴' : '10⁵'} conversations`, samples.write),
    ...figures('  to verify them', samples.verify),
  ];
}

interface Sample {
  readonly seed: number;
  /** Bytes at the peak. */
  readonly few: number;
  readonly many: number;
}

async function peaks(seed: number, variants: number): Promise<Record<'write' | 'verify', number>> {
  return inDirectory(async (directory) => {
    const run = (...what: readonly string[]): number =>
      runFresh('generate-once.ts', directory, String(seed), String(variants), ...what) as number;
    return { write: run(), verify: run('verify') };
  });
}

function figures(name: string, samples: readonly Sample[]): Figure[] {
  const worst = highest(samples, ({ few, many }) => many - few);
  const peak = highest(samples, ({ many }) => many);
  return [
    {
      name,
      worst: (worst.many - worst.few) / 1e6,
      unit: 'MB',
      target: { most: 32 },
      // What 9,000 conversations take where they are kept is more; the collector's leisure is less.
      asserted: { most: 160 },
      detail: `seed ${worst.seed}; from ${Math.round(worst.few / 1e6)} to ${Math.round(worst.many / 1e6)} MB`,
    },
    {
      name: '    at the peak',
      worst: peak.many / 1e6,
      unit: 'MB',
      target: { most: 250 },
      detail: `seed ${peak.seed}`,
    },
  ];
}
