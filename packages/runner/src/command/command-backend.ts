import { CovergridError, printable } from '@covergrid/core';
import { z } from 'zod';
import type { AgentInput, AgentSession, AgentStep, BackendPlugin, SessionContext } from '../backend.ts';
import type { CaseView } from '../run-case.ts';
import { AgentProcess } from './agent-process.ts';

const optionsSchema = z.strictObject({
  command: z.string().min(1).describe('The program; no shell reads it.'),
  args: z.array(z.string()).default([]),
  cwd: z.string().min(1).optional(),
  env: z.record(z.string(), z.string()).default({}).describe('Added to the environment of the runner.'),
});

/** How long a process may take to end by itself once there is nothing more to do. */
const PATIENCE_MS = 1_000;

/**
 * An agent that is a child process and speaks JSON lines. It is told `open`, then for each turn `user`, after calls
 * `results`, and at the end `close`; it answers `user` and `results` with one line, `calls` or `reply`. A process
 * serves one conversation after another, and there are as many as conversations go on at a time.
 */
export const commandBackend: BackendPlugin<z.output<typeof optionsSchema>> = {
  name: 'command',
  apiVersion: 1,
  options: optionsSchema,
  create: ({ command, args, cwd, env }, services) => {
    const processes = new Set<AgentProcess>();
    const idle: AgentProcess[] = [];
    const take = (): AgentProcess => {
      for (let free = idle.pop(); free !== undefined; free = idle.pop()) if (free.isUsable) return free;
      const fresh = new AgentProcess({ command, args, cwd, env: { ...services.env, ...env } });
      processes.add(fresh);
      return fresh;
    };
    const giveBack = (used: AgentProcess): void => {
      if (used.isUsable) idle.push(used);
      else processes.delete(used);
    };
    return {
      id: `command:${command}`,
      open: (view, context) => openSession(take(), view, context, giveBack),
      close: async () => {
        await Promise.all([...processes].map((each) => each.end(PATIENCE_MS)));
      },
    };
  },
};

function openSession(
  agent: AgentProcess,
  { system, tools, session }: CaseView,
  { sessionId }: SessionContext,
  giveBack: (agent: AgentProcess) => void,
): AgentSession {
  agent.tell({ type: 'open', session_id: sessionId, system, tools, session });
  return {
    next: async (input, { signal }) => {
      const line = await agent.ask(messageOf(input), signal);
      try {
        return parseStep(line);
      } catch (error) {
        // Whoever writes anything else may write it at any time.
        agent.kill();
        throw error;
      }
    },
    close: () => {
      agent.tell({ type: 'close' });
      giveBack(agent);
    },
  };
}

function messageOf(input: AgentInput): object {
  if (input.kind === 'user') return { type: 'user', turn: input.turn, text: input.text };
  const results = input.results.map(({ callId, tool, ok, content }) => ({
    call_id: callId,
    tool,
    ok,
    content,
  }));
  return { type: 'results', results };
}

function parseStep(line: string): AgentStep {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new CovergridError(
      'BACKEND_BAD_ANSWER',
      `The command wrote what is no JSON: ${printable(line, 120)}`,
    );
  }
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') {
    const shown = printable(line, 120);
    throw new CovergridError('BACKEND_BAD_ANSWER', `The command wrote a line without a type: ${shown}`);
  }
  const { type: kind, trace_id: traceId, ...rest } = value as { type: string; trace_id?: unknown };
  // Whether it is one is checked of every backend alike.
  return { ...rest, kind, ...(traceId !== undefined && { traceId }) } as unknown as AgentStep;
}
