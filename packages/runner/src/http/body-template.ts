import { CovergridError, didYouMean, quoted } from '@covergrid/core';
import { isJsonList, isJsonObject, type Json } from '@covergrid/testdata';
import { atPath, parseJsonPath } from './json-path.ts';

/** What a body may hold of a conversation. */
const PLACEHOLDERS = ['message', 'messages', 'session', 'session_id', 'system', 'tools'] as const;

/** The values of the placeholders. */
type BodyValues = Readonly<Record<(typeof PLACEHOLDERS)[number], Json>>;

const SLOT = /\{\{\s*([^{}]*?)\s*\}\}/g;

type Render = (values: BodyValues) => Json;

/**
 * Compiles a body: a string that is one placeholder becomes its value as it is, a list or an object too; inside other
 * text, values are written out. `{{session.customer_id}}` names a part. What is filled in is not read again.
 *
 * @throws BACKEND_OPTIONS where a placeholder is unknown
 */
export function compileBody(template: Json): Render {
  if (typeof template === 'string') return compileText(template);
  if (isJsonList(template)) {
    const items = template.map(compileBody);
    return (values) => items.map((item) => item(values));
  }
  if (isJsonObject(template)) {
    const entries = Object.entries(template).map(([key, value]) => [key, compileBody(value)] as const);
    return (values) => Object.fromEntries(entries.map(([key, render]) => [key, render(values)]));
  }
  return () => template;
}

function compileText(text: string): Render {
  const slots = [...text.matchAll(SLOT)].map((match) => ({ match, read: compileSlot(match[1] ?? '') }));
  const [only] = slots;
  if (only === undefined) return () => text;
  if (only.match[0] === text) return only.read;
  return (values) => {
    let filled = '';
    let from = 0;
    for (const { match, read } of slots) {
      const value = read(values);
      filled += text.slice(from, match.index) + (typeof value === 'string' ? value : JSON.stringify(value));
      from = match.index + match[0].length;
    }
    return filled + text.slice(from);
  };
}

function compileSlot(source: string): Render {
  const [name, ...path] = parseJsonPath(source);
  if (!PLACEHOLDERS.some((known) => known === name)) {
    throw new CovergridError(
      'BACKEND_OPTIONS',
      `The body has no placeholder ${quoted(source)}; there are ${PLACEHOLDERS.join(', ')}.${didYouMean(source, PLACEHOLDERS)}`,
    );
  }
  return (values) => atPath(values[name as keyof BodyValues], path);
}
