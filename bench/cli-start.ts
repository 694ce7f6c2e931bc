import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { amount, type Figure, type Scale } from './figure.ts';
import { median, timed } from './timing.ts';

const CLI = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url));

/** How long the built command line takes to say how it is used, beside Node doing nothing. */
export function measureCliStart({ isCi }: Scale): Figure[] {
  if (!existsSync(CLI)) {
    console.error('cli-start: apps/cli is not built, so its start is not measured.');
    return [];
  }
  const rounds = isCi ? 5 : 20;
  const times = Array.from({ length: rounds }, () => ({
    ours: start(CLI, '--help'),
    node: start('-e', '0'),
  }));
  const help = times.map(({ ours }) => ours);
  const node = median(times.map((time) => time.node));
  return [
    {
      name: 'covergrid --help, built',
      worst: Math.max(...help),
      unit: 'ms',
      target: { most: 250 },
      detail: `${rounds} starts, median ${amount(median(help))} ms; node -e 0 ${amount(node)} ms`,
    },
  ];
}

function start(...args: readonly string[]): number {
  return timed(() => execFileSync(process.execPath, args, { stdio: 'ignore' }));
}
