import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** As `covergrid` starts itself. */
export const FLAGS: readonly string[] = ['--max-semi-space-size=8'];

/** Runs a script beside this one in a process of its own and reads the JSON on its last line. */
export function runFresh(script: string, ...args: readonly string[]): unknown {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const stdout = execFileSync(process.execPath, [...FLAGS, '--conditions=@covergrid/source', file, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
}

/** Peak resident memory of this process, in bytes. */
export function peakBytes(): number {
  // In kibibytes, whatever the platform.
  return process.resourceUsage().maxRSS * 1024;
}

/** Peak of a process that only imports the packages: the smallest of some, so that growth is not made to look small. */
export function startUpBytes(rounds: number): number {
  return Math.min(...Array.from({ length: rounds }, () => runFresh('start-up.ts') as number));
}
