import { availableParallelism } from 'node:os';
import { CovergridError } from '@covergrid/core';
import type { GenerationPlan } from './generation-plan.ts';
import { InlineParts, type MakerOptions, type PartMaker } from './part-maker.ts';
import { PartThreads } from './part-threads.ts';

/** A thread takes about half a second to start, in which this one makes many hundred conversations. */
const CONVERSATIONS_PER_THREAD = 2000;

/**
 * What makes parts of a plan: this thread alone, or as many as are asked for and have parts to make.
 *
 * @param work how much there is to make
 * @param concurrency threads at most; default: one per processor, fewer where there is little to make
 * @throws USAGE for a concurrency that is none
 */
export function makerFor(
  plan: GenerationPlan,
  { conversations, parts }: { readonly conversations: number; readonly parts: number },
  concurrency?: number,
): (options: MakerOptions) => PartMaker {
  if (concurrency !== undefined && (!Number.isSafeInteger(concurrency) || concurrency < 1)) {
    throw new CovergridError('USAGE', 'A concurrency is an integer from 1.');
  }
  const worthwhile = Math.floor(conversations / CONVERSATIONS_PER_THREAD);
  const threads = Math.min(concurrency ?? Math.min(availableParallelism(), worthwhile), parts);
  return (options) =>
    threads > 1 ? new PartThreads(plan, threads, options) : new InlineParts(plan, options);
}
