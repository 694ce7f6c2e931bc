import { formulaList, type Operation } from './argument-list.ts';
import { combine } from './compiled.ts';
import { drawInteger, type Draws } from './draws.ts';
import { isJsonList, type Json } from './json.ts';
import type { Scope } from './scope.ts';

/** Operations that draw; each place in a file draws from a stream of its own. */
export const DRAW_OPERATIONS: Readonly<Record<string, Operation>> = {
  $pick: (argument, path, reader) => {
    const list = reader.formula(argument, path);
    const place = reader.place(path);
    return drawing([list], (scope, draws) => {
      const elements = list.run(scope);
      if (!isJsonList(elements) || elements.length === 0) return null;
      return elements[drawInteger(draws, place, 0, elements.length - 1)] ?? null;
    });
  },
  $weighted: (argument, path, reader) => {
    if (!Array.isArray(argument) || argument.length === 0 || !argument.every(isWeighted))
      return reader.refuse(path, 'must be a list of [weight, formula], each weight a whole number from 1');
    let total = 0;
    const choices = argument.map(([weight, value], index) => {
      total += weight;
      return { upTo: total, value: reader.formula(value, [...path, index, 1]) };
    });
    const place = reader.place(path);
    return drawing(
      choices.map(({ value }) => value),
      (scope, draws) => {
        const drawn = drawInteger(draws, place, 1, total);
        return choices.find(({ upTo }) => drawn <= upTo)?.value.run(scope) ?? null;
      },
    );
  },
  $integer: (argument, path, reader) => {
    const [from, to] = formulaList(argument, path, reader, 2, 2) ?? [];
    if (from === undefined || to === undefined) return reader.refuse(path, 'must be a list: from, to');
    const place = reader.place(path);
    return drawing([from, to], (scope, draws) => {
      const [low, high] = [from.run(scope), to.run(scope)];
      if (typeof low !== 'number' || typeof high !== 'number' || low > high) return null;
      return drawInteger(draws, place, low, high);
    });
  },
  $chance: (argument, path, reader) => {
    const percent = reader.formula(argument, path);
    const place = reader.place(path);
    return drawing([percent], (scope, draws) => {
      const value = percent.run(scope);
      return typeof value === 'number' && drawInteger(draws, place, 0, 999_999) < value * 10_000;
    });
  },
  $digits: (argument, path, reader) => {
    if (!Number.isInteger(argument) || Number(argument) < 1 || Number(argument) > 32)
      return reader.refuse(path, 'must be a whole number from 1 to 32');
    return code('#'.repeat(Number(argument)), reader.place(path));
  },
  $code: (argument, path, reader) => {
    if (typeof argument !== 'string' || !/[#@]/.test(argument) || argument.length > 64)
      return reader.refuse(path, 'must be text of at most 64 characters with # for digits and @ for letters');
    return code(argument, reader.place(path));
  },
};

function code(pattern: string, place: number): ReturnType<Operation> {
  const characters = pattern.split('');
  return drawing([], (_, draws) => {
    let text = '';
    for (const [nth, character] of characters.entries()) {
      if (character === '#') text += drawInteger(draws, place, 0, 9, nth);
      else if (character === '@') text += String.fromCharCode(drawInteger(draws, place, 65, 90, nth));
      else text += character;
    }
    return text;
  });
}

function drawing(
  parts: Parameters<typeof combine>[0],
  run: (scope: Scope, draws: Draws) => Json,
): ReturnType<Operation> {
  return combine(
    parts,
    (scope) => {
      if (scope.draws === undefined) throw new Error('A formula that draws was run without draws.');
      return run(scope, scope.draws);
    },
    { isDrawing: true },
  );
}

function isWeighted(entry: unknown): entry is readonly [number, unknown] {
  return Array.isArray(entry) && entry.length === 2 && Number.isInteger(entry[0]) && Number(entry[0]) >= 1;
}
