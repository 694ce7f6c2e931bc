import { lowerStart } from './type-message.ts';

/** Joins what a customer says in one message: each part ends, and what follows a comma goes on small. */
export function joinParts(parts: readonly string[]): string {
  return parts.reduce((message, part) => {
    if (message.endsWith(',')) return `${message} ${lowerStart(part)}`;
    return `${/[.!?…)"]$/.test(message) ? message : `${message}.`} ${part}`;
  });
}
