import { quoted } from '@covergrid/core';

/** What parsing a text gave: its value, or why there is none. */
export type Parsed =
  | { readonly isValid: true; readonly value: unknown }
  | { readonly isValid: false; readonly fault: string };

const MAX_DEPTH = 100;

/**
 * Parses JSON that a model or a server wrote, more strictly than `JSON.parse`: an object that names a key twice is
 * refused, since readers differ in which of the two they take; so is nesting deeper than 100. Never throws.
 *
 * @example
 * parseJson('{"id": 1, "id": 2}'); // => { isValid: false, fault: 'it names the key "id" twice' }
 */
export function parseJson(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // V8's message quotes the text, which may be anything.
    return { isValid: false, fault: text.trim() === '' ? 'it is empty' : 'it is no JSON, or breaks off' };
  }
  const fault = faultOfObjects(text);
  return fault === undefined ? { isValid: true, value } : { isValid: false, fault };
}

/** Walks the tokens of valid JSON, in linear time; a string is a key where a colon follows. */
function faultOfObjects(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : undefined);
      if (open.length > MAX_DEPTH) return `it is nested deeper than ${MAX_DEPTH}`;
    } else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const start = at;
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
      const keys = open.at(-1);
      if (keys === undefined || !isFollowedByColon(text, at)) continue;
      const key = text.slice(start, at + 1);
      // Spelt with escapes, it is the same key.
      const name = JSON.parse(key) as string;
      if (keys.has(name)) return `it names the key ${quoted(name)} twice`;
      keys.add(name);
    }
  }
  return undefined;
}

function isFollowedByColon(text: string, end: number): boolean {
  let at = end + 1;
  while (' \t\r\n'.includes(text[at] ?? '.')) at++;
  return text[at] === ':';
}
