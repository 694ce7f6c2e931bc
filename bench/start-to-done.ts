import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inDirectory } from './conversation-job.ts';
import { FLAGS } from './fresh-process.ts';
import { amount, type Figure, type Scale } from './figure.ts';
import { timed } from './timing.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const GENERATE = [...FLAGS, '--conditions=@covergrid/source', 'apps/cli/src/main.ts', 'coverage', 'generate'];

/** What a newcomer waits for: `start`, from the process that begins to the last file of every dataset. */
export async function measureStart({ isCi }: Scale): Promise<Figure[]> {
  const times: number[] = [];
  for (let round = 0; round < (isCi ? 2 : 5); round++) {
    await inDirectory(async (out) => {
      const args = [...GENERATE, '--vertical', 'commerce', '--out', out, '--quiet'];
      times.push(timed(() => execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'ignore' })));
    });
  }
  return [
    {
      name: 'start, to the last dataset',
      worst: Math.max(...times),
      unit: 'ms',
      target: { most: 5000 },
      detail: `${times.length} starts from source, best ${amount(Math.min(...times))} ms`,
    },
  ];
}
