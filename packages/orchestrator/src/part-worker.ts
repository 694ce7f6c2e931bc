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
const answer = (message: PartAnswer): void => parentPort!.postMessage(message);

parentPort!.on('message', async (job: PartJob) => {
  try {
    const written = await writing(job.files?.conversations ?? '', () =>
      makePart(plan, records, job, (count) => answer({ kind: 'made', count })),
    );
    answer({ kind: 'part', written });
  } catch (error) {
    if (!isCovergridError(error)) throw error;
    // Errors lose what is theirs on the way between threads.
    const { code, message, data } = error;
    answer({ kind: 'error', code, message, data });
  }
});
