/** `compile-once.ts <rules> <seed> [capped]`: compiles and counts once, cold, and prints time and peak memory. */
import { billion, compileToDiagram } from './diagram-grid.ts';
import { peakBytes } from './fresh-process.ts';
import { timed } from './timing.ts';

/** What one cold compilation took. */
export interface ColdCompilation {
  readonly ms: number;
  readonly bytes: number;
}

const [rules, seed, capped] = process.argv.slice(2);
const configuration = billion(Number(rules), Number(seed), capped === 'capped');
const ms = timed(() => {
  const grid = compileToDiagram(configuration);
  const excluded = grid.ruleEffects().reduce((sum, effect) => sum + effect.excluded, 0);
  if (grid.kept + excluded !== grid.raw) throw new Error('The counts do not add up.');
});
console.log(JSON.stringify({ ms, bytes: peakBytes() } satisfies ColdCompilation));
