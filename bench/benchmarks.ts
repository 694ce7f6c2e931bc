import { measureCliStart } from './cli-start.ts';
import { measureCompile } from './compile-count.ts';
import { measureConversationMemory } from './conversation-memory.ts';
import { measureConversations } from './conversations.ts';
import { measureEnumerate } from './enumerate.ts';
import type { Figure, Scale } from './figure.ts';
import { measureFindById } from './find-by-id.ts';
import { measureGenerateThreads } from './generate-threads.ts';
import { measureLimits } from './limits.ts';
import { measureListingMemory } from './listing-memory.ts';
import { measureListing } from './listing.ts';
import { measureRecords } from './make-records.ts';
import { measureStart } from './start-to-done.ts';
import { measureUnrank } from './unrank.ts';

/** Every benchmark by its name, in the order of the table. */
export const BENCHMARKS: Readonly<Record<string, (scale: Scale) => Figure[] | Promise<Figure[]>>> = {
  compile: measureCompile,
  unrank: measureUnrank,
  enumerate: measureEnumerate,
  limits: measureLimits,
  listing: measureListing,
  'listing-memory': measureListingMemory,
  'find-by-id': measureFindById,
  records: measureRecords,
  conversations: measureConversations,
  'conversation-memory': measureConversationMemory,
  start: measureStart,
  'generate-threads': measureGenerateThreads,
  'cli-start': measureCliStart,
};

/** The scale of a run: 20 seeds, under `--ci` three. */
export function scaleOf(isCi: boolean): Scale {
  return { isCi, seeds: Array.from({ length: isCi ? 3 : 20 }, (_, i) => i + 1) };
}
