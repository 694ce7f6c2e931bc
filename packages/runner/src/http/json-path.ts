import { CovergridError, quoted } from '@covergrid/core';
import { member, type Json } from '@covergrid/testdata';

const STEP = /^(?:\.?([A-Za-z_][\w-]*)|\.?\[(\d{1,9})\]|\.?\[("(?:[^"\\]|\\.)*")\])/;

/** A place in JSON: `choices[0].message.content`, `["a b"].c`; empty for the whole. */
export type JsonPath = readonly (string | number)[];

/**
 * Parses a path.
 *
 * @throws BACKEND_OPTIONS
 */
export function parseJsonPath(text: string): JsonPath {
  const path: (string | number)[] = [];
  let rest = text.startsWith('$') ? text.slice(1) : text;
  while (rest !== '') {
    const [step, name, index, key] = STEP.exec(rest) ?? [];
    if (step === undefined)
      throw new CovergridError(
        'BACKEND_OPTIONS',
        `${quoted(text)} is no path; write choices[0].message.content.`,
      );
    path.push(name ?? (index === undefined ? String(JSON.parse(key ?? '""')) : Number(index)));
    rest = rest.slice(step.length);
  }
  return path;
}

/** The value at a path; null where there is none. Own properties only. */
export function atPath(value: Json, path: JsonPath): Json {
  let found = value;
  for (const step of path) found = member(found, step);
  return found;
}
