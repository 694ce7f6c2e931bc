/** Largest config file, in bytes: 4 MiB. */
export const MAX_BYTES = 4 * 1024 * 1024;
/** Deepest nesting of maps and lists, aliases counted where they stand. */
export const MAX_DEPTH = 64;
/** Most keys and values in one document, aliases counted each time they are used. */
export const MAX_NODES = 200_000;
/** Most findings listed for one document; the rest is counted. */
export const MAX_ISSUES = 100;
