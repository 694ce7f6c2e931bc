import { CovergridError, printable, quoted } from '@covergrid/core';
import { readEntries, reading } from '@covergrid/core/files';
import { chatFailure, type ChatReply } from './chat-reply.ts';
import type { ChatModel } from './chat-model.ts';
import { recordingLineSchema, type RecordingLine } from './recording.ts';
import { requestHash } from './request-hash.ts';

/**
 * A model that answers from a recording and opens no connection. A request that was recorded several times gets those
 * replies in their order, and then the last again; one that was not recorded fails with LLM_NOT_RECORDED.
 *
 * @param model whose calls to take; may be left out where the recording has one model only
 * @throws LLM_RECORDING_UNUSABLE where there is no recording, a line is none, or it has several models and none is
 *   named
 */
export async function replayModel(file: string, model?: string): Promise<ChatModel> {
  const lines = await readRecording(file);
  const models = new Set(lines.map((line) => line.model));
  if (model === undefined && models.size > 1) {
    const names = [...models].map(quoted).join(', ');
    throw unusable(file, `it has calls of several models, ${names}; name one`);
  }
  const replies = new Map<string, ChatReply[]>();
  for (const line of lines) {
    if (model !== undefined && line.model !== model) continue;
    const known = replies.get(line.key);
    if (known === undefined) replies.set(line.key, [line.reply]);
    else known.push(line.reply);
  }
  return {
    async chat(request) {
      const recorded = replies.get(requestHash({}, request)) ?? [];
      const reply = recorded.length > 1 ? recorded.shift() : recorded[0];
      return reply ?? notRecorded(file, model);
    },
  };
}

async function readRecording(file: string): Promise<RecordingLine[]> {
  const entries = await reading(file, () => readEntries(file));
  if (entries.length === 0) throw unusable(file, 'there is no line in it, or no such file');
  return entries.map((entry, position) => {
    const line = recordingLineSchema.safeParse(entry);
    if (line.success) return line.data;
    throw unusable(file, `line ${position + 1} is no call that was recorded`);
  });
}

function unusable(file: string, reason: string): CovergridError {
  return new CovergridError('LLM_RECORDING_UNUSABLE', `${printable(file)} cannot be replayed: ${reason}.`, {
    data: { file },
  });
}

function notRecorded(file: string, model = ''): ChatReply {
  return chatFailure('LLM_NOT_RECORDED', `${printable(file)} has no reply to this request.`, {
    model,
    is_billable: false,
    attempts: 0,
  });
}
