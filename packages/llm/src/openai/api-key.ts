import { CovergridError } from '@covergrid/core';

/** Names of environment variables and their values. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The key in a variable, without white space around it.
 *
 * @throws LLM_KEY_UNUSABLE where there is none, or it holds what no header can carry; its value is not told
 */
export function readApiKey(variable: string, environment: Environment): string {
  const key = environment[variable]?.trim() ?? '';
  if (key === '') {
    throw new CovergridError(
      'LLM_KEY_UNUSABLE',
      `The environment variable ${variable} is to hold the key, and is ${environment[variable] === undefined ? 'not set' : 'empty'}.`,
      { data: { variable } },
    );
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new CovergridError(
      'LLM_KEY_UNUSABLE',
      `The key in ${variable} holds characters that no header can carry, such as a space or a line break.`,
      { data: { variable } },
    );
  }
  return key;
}
