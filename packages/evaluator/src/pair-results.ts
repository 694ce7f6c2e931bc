import { CovergridError, quoted } from '@covergrid/core';
import type { RunResult } from '@covergrid/runner';
import type { EvaluationCase } from './evidence.ts';

/** A case with its results, trial by trial; none where it was not run. */
export interface Pair {
  readonly runCase: EvaluationCase;
  readonly results: readonly RunResult[];
}

type Stream<T> = AsyncIterable<T> | Iterable<T>;

/**
 * Puts cases and results together by id. Both come in the order of the dataset, as runs write them, so that neither is
 * held. Pure.
 *
 * @throws EVALUATION_MISMATCH where a result is of no case, out of order, doubled, or of another content than the case
 */
export async function* pairResults(
  cases: Stream<EvaluationCase>,
  results: Stream<RunResult>,
): AsyncGenerator<Pair> {
  const reading = iteratorOf(results);
  let next = await reading.next();
  for await (const runCase of cases) {
    const own: RunResult[] = [];
    while (next.done !== true && next.value.case_id === runCase.case_id) {
      checkResult(runCase, next.value, own.at(-1));
      own.push(next.value);
      next = await reading.next();
    }
    yield { runCase, results: own };
  }
  if (next.done !== true) {
    throw mismatch(
      `The result of ${quoted(next.value.case_id)} is of no case of the dataset, or out of its order.`,
      next.value,
    );
  }
}

function checkResult(runCase: EvaluationCase, result: RunResult, before: RunResult | undefined): void {
  if (result.content_sha256 !== runCase.content_sha256)
    throw mismatch(`The case ${quoted(result.case_id)} was changed since it was run.`, result);
  if (before !== undefined && result.trial <= before.trial)
    throw mismatch(
      `Trial ${result.trial} of ${quoted(result.case_id)} is there twice, or out of order.`,
      result,
    );
}

function mismatch(message: string, { case_id, trial }: RunResult): CovergridError {
  return new CovergridError('EVALUATION_MISMATCH', message, { data: { case_id, trial } });
}

function iteratorOf<T>(stream: Stream<T>): AsyncIterator<T> | Iterator<T> {
  return Symbol.asyncIterator in stream ? stream[Symbol.asyncIterator]() : stream[Symbol.iterator]();
}
