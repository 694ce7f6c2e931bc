import { open } from 'node:fs/promises';
import { CovergridError, printable } from '@covergrid/core';
import { reading } from '@covergrid/core/files';
import { z } from 'zod';
import type { AgentSession, AgentStep, BackendPlugin } from './backend.ts';
import { wholeLines, type LinePlace } from './line-index.ts';
import { runResultSchema, type Exchange, type RunResult } from './run-result.ts';

const optionsSchema = z.strictObject({
  results: z.string().min(1).describe('results.jsonl of the run that is to be replayed.'),
});

const keySchema = z.object(runResultSchema.pick({ case_id: true, trial: true }).shape);

/** Answers as another run recorded it, by case and trial: the same calls, the same words, the same failures. */
export const replayBackend: BackendPlugin<z.output<typeof optionsSchema>> = {
  name: 'replay',
  apiVersion: 1,
  options: optionsSchema,
  create: async ({ results: file }) => {
    const places = new Map<string, LinePlace>();
    for await (const { text, ...place } of wholeLines(file)) {
      const key = keySchema.parse(JSON.parse(text));
      places.set(`${key.trial}/${key.case_id}`, place);
    }
    const handle = await reading(file, () => open(file, 'r'));
    return {
      id: 'replay',
      open: async (_view, context) => {
        const place = places.get(`${context.trial}/${context.caseId}`);
        if (place === undefined) {
          throw new CovergridError(
            'REPLAY_MISSING',
            `${printable(file)} has no answer to ${context.caseId} in trial ${context.trial}.`,
          );
        }
        const line = Buffer.alloc(place.length);
        await handle.read(line, 0, place.length, place.offset);
        return replaySession(runResultSchema.parse(JSON.parse(line.toString())));
      },
      close: () => handle.close(),
    };
  },
};

function replaySession({ turns, outcome, usage, cost, error }: RunResult): AgentSession {
  const exchanges = new Map(turns.map((turn) => [turn.index, turn.exchanges.values()]));
  let current: Exchange | undefined;
  // What the whole took is told once.
  let spent: Pick<AgentStep, 'usage' | 'cost'> = { usage: usage ?? undefined, cost: cost ?? undefined };
  const nothing = {
    usage: usage === null ? undefined : NO_USAGE,
    cost: cost === null ? undefined : { ...cost, amount: 0 },
  };
  return {
    next: async (input) => {
      const took = spent;
      spent = nothing;
      if (input.kind === 'user') {
        current = exchanges.get(input.turn)?.next().value;
        const asked = current?.calls.filter(({ ok }) => ok !== null) ?? [];
        const calls = asked.map(({ tool, arguments: args }, place) => ({
          id: `${place}`,
          tool,
          arguments: args,
        }));
        if (calls.length > 0) return { kind: 'calls', calls, ...took };
      }
      const text = current?.reply ?? null;
      if (text === null) throw recordedFailure(error);
      const calls = current?.calls.filter(({ ok }) => ok === null) ?? [];
      return { kind: 'reply', text, calls, outcome: outcome ?? undefined, ...took };
    },
  };
}

const NO_USAGE = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, cached_tokens: 0 };

function recordedFailure(error: RunResult['error']): CovergridError {
  const what =
    error === null
      ? 'The recorded run says nothing here'
      : `The recorded run failed here, ${error.code}: ${error.message}`;
  return new CovergridError('BACKEND_FAILED', what);
}
