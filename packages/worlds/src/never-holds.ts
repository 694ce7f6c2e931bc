import type { ConfigPath } from '@covergrid/core/config';
import type { Condition, Json } from '@covergrid/testdata';

/** A test that no value passes, and where it stands in its condition. */
export interface NeverHolds {
  readonly path: ConfigPath;
  readonly why: string;
}

/** Finds tests in a condition whose plain bounds leave no value; what is computed is not looked at. */
export function neverHolds(condition: Condition, path: ConfigPath = []): NeverHolds[] {
  if (!isObject(condition)) return [];
  return Object.entries(condition).flatMap(([key, test]): NeverHolds[] => {
    const at = [...path, key];
    // What holds nowhere may well be denied.
    if (key === 'not') return [];
    if (key === 'all' || key === 'any')
      return Array.isArray(test)
        ? test.flatMap((each: Json, index) => neverHolds(each as Condition, [...at, index]))
        : [];
    const why = isObject(test) ? emptyBounds(test) : undefined;
    return why === undefined ? [] : [{ path: at, why }];
  });
}

function emptyBounds(test: Readonly<Record<string, Json>>): string | undefined {
  const { min, above, max, below } = test;
  for (const [low, isLowIn] of [[min, true] as const, [above, false] as const])
    for (const [high, isHighIn] of [[max, true] as const, [below, false] as const]) {
      if (!isPlain(low) || !isPlain(high) || typeof low !== typeof high) continue;
      if (low < high || (low === high && isLowIn && isHighIn)) continue;
      return `nothing is ${isLowIn ? 'at least' : 'above'} ${low} and ${isHighIn ? 'at most' : 'below'} ${high}`;
    }
  return undefined;
}

function isPlain(value: Json | undefined): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && !value.startsWith('$'));
}

function isObject(value: unknown): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
