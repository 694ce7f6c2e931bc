/** Imports what a compilation needs, does nothing with it, and prints peak memory in bytes. */
import { peakBytes } from './fresh-process.ts';

await import('./diagram-grid.ts');
console.log(peakBytes());
