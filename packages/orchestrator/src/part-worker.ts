// The thread behind `PartThreads`: makes parts as they are asked for.
import { parentPort, workerData } from 'node:worker_threads';
import { isCovergridError } from '@covergrid/core';
import { writing } from '@covergrid/core/files';
import { CaseRecords } from './case-records.ts';
import { makePart, type PartJob } from './part-maker.ts';
import type { PartAnswer } from './part-threads.ts';
import { planFromSource, type PlanSource } from './plan-source.ts';

const plan = planFromSource(workerData as PlanSource);
const records = new CaseRecords(plan);

async function answer(job: PartJob): Promise<void> {
  try {
    const written = await writing(job.files?.conversations ?? '', () =>
      makePart(plan, records, job, (count) => say({ kind: 'made', count })),
    );
    say({ kind: 'part', written });
  } catch (error) {
    if (!isCovergridError(error)) throw error;
    // Errors lose what is theirs on the way between threads.
    const { code, message, data } = error;
    say({ kind: 'error', code, message, data });
  }
}

function say(message: PartAnswer): void {
  parentPort!.postMessage(message, []);
}

parentPort!.on('message', (job: PartJob) => void answer(job));
