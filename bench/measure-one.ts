/** `measure-one.ts <name> [--ci]`: runs one benchmark and prints its figures as JSON. */
import { BENCHMARKS, scaleOf } from './benchmarks.ts';

const [name, option] = process.argv.slice(2);
console.log(JSON.stringify(await BENCHMARKS[name!]!(scaleOf(option === '--ci'))));
