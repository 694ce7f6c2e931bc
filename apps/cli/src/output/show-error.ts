import { ERROR_TABLE, printable, type CovergridError, type Issue } from '@covergrid/core';
import type { Screen } from './screen.ts';

/** Writes an expected error: each issue as `file:line:column CODE message`, then how to mend it. */
export function showError(error: CovergridError, screen: Screen): void {
  for (const issue of error.issues) screen.note(issueLine(issue, screen.paintNote));
  for (const hint of hintsOf(error)) screen.note(screen.paintNote('dim', screen.noteProse(hint)));
}

/** Writes an expected error as one JSON document. */
export function showJsonError(error: CovergridError, screen: Screen): void {
  const { code, message, at, hint, issues, data } = error;
  const document = {
    code,
    message,
    ...(at === undefined ? {} : { at }),
    hint,
    issues,
    ...(Object.keys(data).length === 0 ? {} : { data }),
  };
  screen.note(JSON.stringify({ error: document }, undefined, 2));
}

/** An issue as `file:line:column CODE message`. */
export function issueLine({ at, code, message }: Issue, paint: Screen['paint']): string {
  const place = at === undefined ? '' : `${printable(at.file, 1000)}:${at.line}:${at.column} `;
  return `${place}${paint(['red', 'bold'], code)} ${printable(message, 5000)}`;
}

function hintsOf(error: CovergridError): Set<string> {
  return new Set(error.issues.map(({ code, hint }) => hint ?? ERROR_TABLE[code].hint));
}
