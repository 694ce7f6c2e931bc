import { CovergridError } from '@covergrid/core';

/** An agent may answer with no more bytes than this at a time. */
export const MOST_ANSWER_BYTES = 10 * 1024 * 1024;

/** What is thrown where an agent answers with more. */
export function tooLarge(): CovergridError {
  return new CovergridError('BACKEND_TOO_LARGE', 'The agent answered with more than 10 MiB.');
}
