import { isCovergridError, type CovergridError } from '@covergrid/core';
import { expect } from 'vitest';

/** The error that a promise ends in; fails where it is none of ours. */
export async function failureOf(work: Promise<unknown>): Promise<CovergridError> {
  const error: unknown = await work.then(
    (value) => new Error(`succeeded: ${JSON.stringify(value)?.slice(0, 200)}`),
    (failure: unknown) => failure,
  );
  if (!isCovergridError(error)) throw error;
  // One sentence on one line: no stack, no code, no system call.
  expect(error.message).toMatch(/^[^\n]+\.$/);
  return error;
}

/** The code of {@link failureOf}. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return (await failureOf(work)).code;
}
