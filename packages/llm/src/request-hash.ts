import { canonicalHash } from '@covergrid/core';
import type { ChatRequest } from './chat-request.ts';

/** What a request is known by in a cache: everything that an answer depends on. Seeds, tools and the trial are in it. */
export interface RequestScope {
  readonly provider: string;
  readonly base_url: string;
  readonly model: string;
}

/** SHA-256 over the scope and the request, as 64 hex digits; undefined fields and the order of keys do not matter. */
export function requestHash(scope: Partial<RequestScope>, request: ChatRequest): string {
  return canonicalHash({ ...scope, request });
}
