import { openJournalWriter } from '@covergrid/core/files';
import { z } from 'zod';
import { chatReplySchema, type ChatReply } from './chat-reply.ts';
import { chatRequestSchema, type ChatRequest } from './chat-request.ts';
import type { ChatModel } from './chat-model.ts';
import { redactValue, type Redact } from './redact.ts';
import { requestHash } from './request-hash.ts';

/** Schema of a line of a recording. */
export const recordingLineSchema = z.strictObject({
  schema: z.literal('covergrid/chat-recording@1'),
  key: z.string().describe('Hash of the request, by which it is found again.'),
  model: z.string().describe('The model as it was asked for.'),
  request: chatRequestSchema,
  reply: chatReplySchema,
});

/** A call and its reply. */
export type RecordingLine = z.infer<typeof recordingLineSchema>;

/** Takes down calls and their replies. */
export interface Recorder {
  /** @throws OUTPUT_FAILED */
  record(model: string, request: ChatRequest, reply: ChatReply): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a recording for appending: JSON lines that a model of the provider `replay` answers from. Failures are
 * recorded too.
 *
 * @throws OUTPUT_FAILED
 */
export async function openRecorder(file: string): Promise<Recorder> {
  const journal = await openJournalWriter(file);
  return {
    record: (model, request, reply) =>
      journal.append({
        schema: 'covergrid/chat-recording@1',
        key: requestHash({}, request),
        model,
        request,
        reply,
      } satisfies Omit<RecordingLine, 'request'> & { request: ChatRequest }),
    close: () => journal.close(),
  };
}

/** A model whose calls are recorded; `redact` takes secrets out of what was asked, which replies hold none of. */
export function recorded(model: ChatModel, name: string, recorder: Recorder, redact: Redact): ChatModel {
  return {
    async chat(request, options) {
      const reply = await model.chat(request, options);
      await recorder.record(name, redactValue(request, redact), reply);
      return reply;
    },
  };
}
