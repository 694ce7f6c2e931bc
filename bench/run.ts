/**
 * `run.ts [--ci] [name…]`: runs the named benchmarks, all without a name, and prints one table.
 *
 * Each runs in a process of its own, so that none meets code that another made the compiler specialise. With `--ci`
 * less is measured, and a bound on memory or on a ratio to a loop of the same run that does not hold ends it with 1.
 * A wrong result, or a rule set that reaches the node cap, always does.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { BENCHMARKS } from './benchmarks.ts';
import { renderTable, verdictOf, type Figure } from './figure.ts';
import { runFresh } from './fresh-process.ts';

const { values, positionals } = parseArgs({
  options: { ci: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(
    `No benchmark is named ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}.`,
  );
  process.exit(2);
}

const processors = cpus();
// Before anything of ours adds to it.
const load = loadavg()[0]!.toFixed(1);
const figures: Figure[] = [];
const failures: string[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHMARKS)) {
  const start = performance.now();
  try {
    figures.push(...(runFresh('measure-one.ts', name, ...(values.ci ? ['--ci'] : [])) as Figure[]));
  } catch (error) {
    failures.push(`${name} (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`);
  }
  console.error(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

console.log(renderTable(figures, values.ci));
console.log(
  `\n${processors[0]?.model ?? 'unknown processor'}, ${processors.length} cores, load ${load} at the start, node ${process.version}`,
);
if (values.ci) {
  const missed = figures.filter((figure) => verdictOf(figure, true) === 'missed');
  failures.push(...missed.map(({ name }) => name.trim()));
}
if (failures.length > 0) {
  console.error(`failed: ${failures.join('; ')}`);
  process.exitCode = 1;
}
