/** `list-once.ts <seed> <lines> <file>`: lists once and prints peak memory in bytes. */
import { peakBytes } from './fresh-process.ts';
import { list, listingJob } from './listing-job.ts';

const [seed, lines, file] = process.argv.slice(2);
await list(listingJob(Number(seed), Number(lines)), file!);
console.log(peakBytes());
