import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 of a text or bytes, as 64 lower-case hex digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * SHA-256 over the canonical JSON of a value (RFC 8785: sorted keys, no white space), as 64 hex digits.
 * Key order and formatting of the source therefore never matter.
 */
export function canonicalHash(value: unknown): string {
  return sha256(canonicalize(value) ?? 'null');
}
