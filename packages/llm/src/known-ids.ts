import { quoted } from '@covergrid/core';
import type { ChatOptions } from './chat-model.ts';

/**
 * A judge of answers that refuses invented ids: every text in the JSON or in the arguments of an answer that looks
 * like an id has to be one of those known.
 *
 * @param pattern what an id looks like, as a whole: `/^pol_[a-z0-9]+$/`
 */
export function knownIds(ids: ReadonlySet<string>, pattern: RegExp): NonNullable<ChatOptions['accept']> {
  return ({ json, tool_calls }) => {
    const parts = [json, ...tool_calls.map((call) => call.arguments)];
    const texts = parts.flatMap((part) => (part?.isValid ? textsOf(part.value) : []));
    const invented = texts.find((text) => pattern.test(text) && !ids.has(text));
    return invented === undefined
      ? undefined
      : { code: 'LLM_ANSWER_INVENTED_ID', fault: `names ${quoted(invented)}, which does not exist` };
  };
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(Array.isArray(value) ? [] : [key]),
    ...textsOf(item),
  ]);
}
