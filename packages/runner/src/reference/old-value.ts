import { equalJson, isJsonObject, type Json, type JsonObject } from '@covergrid/testdata';
import type { TypedValue } from '@covergrid/worlds';
import type { Evidence } from './evidence.ts';
import { replaceValue } from './replace-value.ts';
import type { ScriptedTurn } from './scripted-session.ts';

/**
 * The answer of an agent that missed a correction: the value said first stands in its calls, or the record that fits
 * that value, and in its words. Undefined where the value decides no call and need not be told, so that nobody could
 * know which of the two the agent went by.
 */
export function answerWithOldValue({
  built: { slip },
  conversation,
  golden,
  perfect,
  answering,
}: Evidence): ScriptedTurn | undefined {
  const right = perfect[answering];
  if (slip === undefined || right === undefined) return undefined;
  const { kind } = slip.slip.text;
  const [first, last]: TypedValue[] = [
    { kind, value: slip.first },
    { kind, value: slip.last },
  ];
  const calls = right.calls.map((call) => ({
    ...call,
    arguments: withOld(call.arguments, conversation.world, first!, last!) as JsonObject,
  }));
  const isDecisive = !right.calls.every((call, place) => equalJson(call.arguments, calls[place]!.arguments));
  const isTold = golden.must_communicate.some(({ value }) => value === last!.value);
  if (!isDecisive && !isTold) return undefined;
  return { ...right, calls, reply: replaceValue(right.reply, last!, first!) };
}

function withOld(value: Json, world: JsonObject, first: TypedValue, last: TypedValue): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withOld(item, world, first, last));
  if (isJsonObject(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, item]) => [key, withOld(item, world, first, last)]));
  }
  if (value === last.value) return first.value;
  return typeof value === 'string' ? (keyOfOther(value, world, first, last) ?? value) : value;
}

/** The record beside this one that has the first value where this one has the last, and is else the most like it. */
function keyOfOther(key: string, world: JsonObject, first: TypedValue, last: TypedValue): string | undefined {
  for (const records of Object.values(world)) {
    const record = isJsonObject(records) && Object.hasOwn(records, key) ? records[key] : undefined;
    if (!isJsonObject(records) || !isJsonObject(record)) continue;
    const field = Object.keys(record).find((name) => record[name] === last.value);
    if (field === undefined) continue;
    const likeness = (other: JsonObject): number =>
      Object.keys(record).filter((name) => equalJson(record[name] ?? null, other[name] ?? null)).length;
    const others = Object.entries(records).flatMap(([id, other]) =>
      isJsonObject(other) && other[field] === first.value ? [{ id, likeness: likeness(other) }] : [],
    );
    return others.toSorted((a, b) => b.likeness - a.likeness)[0]?.id;
  }
  return undefined;
}
