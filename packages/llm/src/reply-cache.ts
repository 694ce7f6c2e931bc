import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { canonicalHash } from '@covergrid/core';
import { hasErrno, makeDirectory, writeFileAtomically, writing } from '@covergrid/core/files';
import { z } from 'zod';
import { chatReplySchema, type ChatAnswer } from './chat-reply.ts';

/** Answers by the hash of what was asked. */
export interface ReplyCache {
  /** The answer, or undefined; an entry that is torn or changed is none. */
  get(hash: string): Promise<ChatAnswer | undefined>;
  /** @throws OUTPUT_FAILED */
  set(hash: string, answer: ChatAnswer): Promise<void>;
}

const entrySchema = z.strictObject({
  schema: z.literal('covergrid/chat-cache@1'),
  /** Of the reply: a file that lost bytes on the way is not trusted. */
  sha256: z.string(),
  reply: chatReplySchema,
});

/** Files that this process writes now: two writers of one name would share the temporary one. */
const WRITING = new Map<string, Promise<void>>();

/**
 * A cache in a directory, one file an answer, each written whole or not at all. Any number of processes may share it,
 * and any of them may be killed. It grows until someone removes it.
 */
export function openReplyCache(directory: string): ReplyCache {
  const fileOf = (hash: string): string => path.join(directory, hash.slice(0, 2), `${hash}.json`);
  return {
    get: async (hash) => readAnswer(fileOf(hash)),
    set: async (hash, reply) => {
      const file = fileOf(hash);
      const entry = { schema: 'covergrid/chat-cache@1', sha256: canonicalHash(reply), reply };
      const write = async (): Promise<void> => {
        await writing(file, () => makeDirectory(path.dirname(file)));
        await writeFileAtomically(file, `${JSON.stringify(entry)}\n`);
      };
      const turn = (WRITING.get(file) ?? Promise.resolve()).catch(() => undefined).then(write);
      WRITING.set(file, turn);
      try {
        await turn;
      } finally {
        if (WRITING.get(file) === turn) WRITING.delete(file);
      }
    },
  };
}

async function readAnswer(file: string): Promise<ChatAnswer | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    // What cannot be read is asked again.
    if (hasErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EISDIR')) return undefined;
    throw error;
  }
  try {
    const { sha256, reply } = entrySchema.parse(JSON.parse(text));
    return reply.status === 'ok' && canonicalHash(reply) === sha256 ? reply : undefined;
  } catch {
    return undefined;
  }
}
