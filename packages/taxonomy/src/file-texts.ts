import { versionSchema } from '@covergrid/core/schema';
import semver from 'semver';
import { z } from 'zod';

/** Text that a person will read: of at most so many characters, and not of white space alone. */
export function readable(maxLength: number): z.ZodString {
  return z.string().max(maxLength).regex(/\S/, 'must not be blank');
}

/** The version of a file; the check is for what a pattern cannot say, such as numbers that are too large. */
export const fileVersionSchema = versionSchema.refine(
  (version) => semver.valid(version) !== null,
  'must be a semantic version such as 1.0.0',
);
