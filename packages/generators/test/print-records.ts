// Prints the records of the scenarios that stand at the places given, one line each: for a process of its own.
import { keptPoints, writeSet } from './commerce-set.ts';

for (const place of process.argv.slice(2)) {
  const [record] = writeSet([keptPoints[Number(place)]!], { seed: 1 });
  process.stdout.write(`${JSON.stringify([record!.conversation, record!.golden])}\n`);
}
