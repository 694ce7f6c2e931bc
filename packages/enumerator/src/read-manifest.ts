import { readFile } from 'node:fs/promises';
import { CovergridError, isCovergridError, printable } from '@covergrid/core';
import { kindOf, reading } from '@covergrid/core/files';
import { manifestSchema, type Manifest } from './manifest-schema.ts';

/**
 * Reads a manifest.
 *
 * @throws DATASET_NOT_FOUND where there is none, DATASET_CORRUPT where it is not one, INPUT_UNREADABLE
 */
export async function readManifest(file: string): Promise<Manifest> {
  const kind = await kindOf(file);
  if (kind !== 'file') {
    throw new CovergridError('DATASET_NOT_FOUND', `There is no manifest at ${printable(file)}.`, {
      data: { file },
    });
  }
  const corrupt = (why: string, cause?: unknown): CovergridError =>
    new CovergridError('DATASET_CORRUPT', `${printable(file)} is no manifest: ${why}.`, {
      data: { file },
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(await reading(file, () => readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) throw corrupt('it is not whole JSON', error);
    if (isCovergridError(error)) throw error;
    throw new CovergridError('INPUT_UNREADABLE', `Cannot read ${printable(file)}.`, { cause: error });
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw corrupt(printable(`${issue?.path.join('.')}: ${issue?.message}`), parsed.error);
}
