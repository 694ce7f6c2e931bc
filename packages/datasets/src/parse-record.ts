import { CovergridError, printable } from '@covergrid/core';
import type { z } from 'zod';

/**
 * Reads JSON.
 *
 * @throws DATASET_CORRUPT
 */
export function parseJson(text: string, file: string, line?: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw corrupt(file, line, 'is not whole JSON', error);
  }
}

/**
 * Holds a value against a schema.
 *
 * @throws DATASET_CORRUPT
 */
export function parseRecord<T>(schema: z.ZodType<T>, value: unknown, file: string, line?: number): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw corrupt(file, line, `${issue?.path.join('.')}: ${issue?.message}`, parsed.error);
}

/** An error that names file and line. */
export function corrupt(
  file: string,
  line: number | undefined,
  why: string,
  cause?: unknown,
): CovergridError {
  const place = printable(line === undefined ? file : `${file}:${line}`);
  return new CovergridError('DATASET_CORRUPT', `${place} ${printable(why)}.`, {
    data: { file, why, ...(line !== undefined && { line }) },
    cause,
  });
}
