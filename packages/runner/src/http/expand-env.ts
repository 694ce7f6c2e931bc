import { CovergridError } from '@covergrid/core';

const REFERENCE = /\$\{([A-Za-z_]\w*)\}/g;

/** Texts with the values of environment variables, and those values: no text that is shown or kept may hold them. */
export interface Expanded {
  readonly texts: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/**
 * Puts the values of environment variables in the place of `${NAME}`.
 *
 * @throws BACKEND_OPTIONS where one is not set
 */
export function expandEnv(
  texts: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>>,
): Expanded {
  const secrets = new Set<string>();
  const expand = (text: string): string =>
    text.replaceAll(REFERENCE, (_whole, name: string) => {
      const value = env[name];
      if (value === undefined || value === '')
        throw new CovergridError('BACKEND_OPTIONS', `The environment variable ${name} is not set.`);
      secrets.add(value);
      return value;
    });
  const expanded = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, expand(text)]));
  return { texts: expanded, secrets: [...secrets] };
}

/** The text without the secrets it holds. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, '[redacted]'), text);
}
