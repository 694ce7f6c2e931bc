import { z } from 'zod';

/** What an id looks like: it may become a path segment, a URL segment or a CSV cell as it stands. */
export const ID_PATTERN = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Schema of one id: lower-case letters, digits, `_` and `-`; 1 to 64 characters. */
export const idSchema = z
  .string()
  .regex(
    ID_PATTERN,
    'must be 1 to 64 lower-case letters, digits, "_" or "-", beginning with a letter or digit',
  );

/** Schema of a semantic version, `MAJOR.MINOR.PATCH` with optional pre-release and build. */
export const versionSchema = z
  .string()
  .max(100)
  .regex(
    /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/,
    'must be a semantic version such as 1.0.0',
  );
