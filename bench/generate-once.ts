/**
 * `generate-once.ts <directory> <seed> <variants> [verify]`: writes one dataset of conversations, or verifies what
 * stands there, and prints peak memory in bytes.
 */
import { generate, generation, verify } from './conversation-job.ts';
import { peakBytes } from './fresh-process.ts';

const [directory, seed, variants, what] = process.argv.slice(2);
const plan = await generation(Number(seed), { variants: Number(variants), grouping: 'none' });
await (what === 'verify' ? verify(plan, directory!) : generate(plan, directory!));
console.log(peakBytes());
