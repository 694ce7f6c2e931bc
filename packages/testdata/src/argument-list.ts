import type { ConfigPath } from '@covergrid/core/config';
import { combine, type Compiled, type ExpressionReader } from './compiled.ts';
import type { Json } from './json.ts';

/** Compiles `{$operation: argument}`; the path is that of the argument. */
export type Operation = (argument: unknown, path: ConfigPath, reader: ExpressionReader) => Compiled<Json>;

/** An operation on one value. */
export function unary(apply: (value: Json) => Json): Operation {
  return (argument, path, reader) => {
    const value = reader.formula(argument, path);
    return combine([value], (scope) => apply(value.run(scope)));
  };
}

/** An operation on a list of exactly two values. */
export function binary(apply: (first: Json, second: Json) => Json): Operation {
  return (argument, path, reader) => {
    const parts = formulaList(argument, path, reader, 2, 2);
    const [first, second] = parts ?? [];
    if (first === undefined || second === undefined)
      return reader.refuse(path, 'must be a list of 2 formulas');
    return combine([first, second], (scope) => apply(first.run(scope), second.run(scope)));
  };
}

/** An operation on a list of values, at least `min` of them. */
export function variadic(min: number, apply: (values: readonly Json[]) => Json): Operation {
  return (argument, path, reader) => {
    const parts = formulaList(argument, path, reader, min, Number.POSITIVE_INFINITY);
    if (parts === undefined) return reader.refuse(path, `must be a list of at least ${min} formulas`);
    return combine(parts, (scope) => apply(parts.map((part) => part.run(scope))));
  };
}

/** The formulas of a list of the right length, or undefined. */
export function formulaList(
  argument: unknown,
  path: ConfigPath,
  reader: ExpressionReader,
  min: number,
  max: number,
): Compiled<Json>[] | undefined {
  if (!Array.isArray(argument) || argument.length < min || argument.length > max) return undefined;
  return argument.map((item, index) => reader.formula(item, [...path, index]));
}
