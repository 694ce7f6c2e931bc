import { canonicalHash } from '@covergrid/core';
import { playCase, type Backend, type PlayedCase, type RunCase } from '../src/index.ts';

/** Cases without a world, of one turn unless said otherwise; each asks for something else. */
export function smallCases(count: number, turns: readonly string[] = ['']): RunCase[] {
  return Array.from({ length: count }, (_, place) => smallCase(`case-${place}`, turns));
}

/** One case without a world: its first turn is its id and the text. */
export function smallCase(case_id: string, turns: readonly string[] = ['']): RunCase {
  const said = turns.map((text, index) => ({ index, text: index === 0 ? `${case_id}${text}` : text }));
  return {
    case_id,
    content_sha256: canonicalHash(said),
    view: { system: 'Be kind.', tools: [], session: { customer_id: 'c_1' } },
    turns: said,
    labels: { axes: {}, tags: [] },
  };
}

/** An agent in this process that replies with what a function gives. */
export function agentOf(answer: (text: string, turn: number) => string | Promise<string>): Backend {
  return {
    id: 'test',
    open: () => ({
      next: async (input) => ({
        kind: 'reply',
        text: input.kind === 'user' ? await answer(input.text, input.turn) : '',
      }),
    }),
  };
}

/** Plays one case alone. */
export function play(runCase: RunCase, backend: Backend, timeoutMs = 5_000): Promise<PlayedCase> {
  const context = { caseId: runCase.case_id, trial: 1, sessionId: 's' };
  const { signal } = new AbortController();
  return playCase(runCase, backend, context, { timeoutMs, signal, clock: () => performance.now() });
}
