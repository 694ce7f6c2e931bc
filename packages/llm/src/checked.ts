import { quoted } from '@covergrid/core';
import { z } from 'zod';
import { chatFailure, type ChatAnswer } from './chat-reply.ts';
import type { AnswerFault, ChatModel } from './chat-model.ts';
import type { ChatRequest } from './chat-request.ts';

/**
 * A model whose answers have to be usable: finished, of a tool that it was given, with arguments and JSON that fit
 * their schemas, and acceptable to the caller. One that is not becomes a failure, which may be retried. For generators
 * and judges; what a target answers, good or bad, is what is tested.
 */
export function checked(model: ChatModel): ChatModel {
  return {
    async chat(request, options = {}) {
      const reply = await model.chat(request, options);
      if (reply.status === 'error') return reply;
      const fault = answerFault(reply, request) ?? options.accept?.(reply);
      if (fault === undefined) return reply;
      const { usage, request_id, latency_ms, cost } = reply;
      const message = `The answer of ${quoted(reply.model)} cannot be used: it ${fault.fault}.`;
      return chatFailure(fault.code, message, { model: reply.model, usage, request_id, latency_ms, cost });
    },
  };
}

/** What makes an answer unusable, whatever it says; undefined where nothing does. */
export function answerFault(answer: ChatAnswer, request: ChatRequest): AnswerFault | undefined {
  return faultOfFinish(answer) ?? faultOfTools(answer, request) ?? faultOfJson(answer, request);
}

function faultOfFinish({ finish }: ChatAnswer): AnswerFault | undefined {
  if (finish === 'length') return { code: 'LLM_ANSWER_CUT', fault: 'breaks off at the limit of tokens' };
  if (finish === 'refusal') return { code: 'LLM_ANSWER_REFUSED', fault: 'is a refusal' };
  if (finish === 'content_filter') {
    return { code: 'LLM_ANSWER_FILTERED', fault: 'was stopped by the content filter' };
  }
  return undefined;
}

function faultOfTools(
  { tool_calls }: ChatAnswer,
  { tools = [], tool_choice }: ChatRequest,
): AnswerFault | undefined {
  const wrongTool = (fault: string): AnswerFault => ({ code: 'LLM_ANSWER_WRONG_TOOL', fault });
  if (tool_calls.length === 0) {
    const mustCall = tool_choice === 'required' || typeof tool_choice === 'object';
    return mustCall ? wrongTool('calls no tool, and has to') : undefined;
  }
  if (tool_choice === 'none') return wrongTool('calls a tool, and must not');
  for (const [position, call] of tool_calls.entries()) {
    const tool = tools.find(({ name }) => name === call.name);
    if (tool === undefined)
      return wrongTool(`calls ${quoted(call.name)}, which is no tool that it was given`);
    if (typeof tool_choice === 'object' && tool_choice.name !== call.name) {
      return wrongTool(`calls ${quoted(call.name)}, and has to call ${quoted(tool_choice.name)}`);
    }
    if (tool_calls.findIndex(({ id }) => id === call.id) !== position) {
      return { code: 'LLM_ANSWER_ARGUMENTS', fault: `gives two calls the id ${quoted(call.id)}` };
    }
    const fault = call.arguments.isValid
      ? schemaFault(call.arguments.value, tool.parameters)
      : call.arguments.fault;
    if (fault !== undefined) {
      return {
        code: 'LLM_ANSWER_ARGUMENTS',
        fault: `calls ${quoted(call.name)} with bad arguments: ${fault}`,
      };
    }
  }
  return undefined;
}

function faultOfJson(
  { json, tool_calls }: ChatAnswer,
  { response_format }: ChatRequest,
): AnswerFault | undefined {
  if (response_format === undefined || json === null || tool_calls.length > 0) return undefined;
  const fault = json.isValid ? schemaFault(json.value, response_format.schema) : json.fault;
  return fault === undefined
    ? undefined
    : { code: 'LLM_ANSWER_FORMAT', fault: `does not fit its schema: ${fault}` };
}

function schemaFault(value: unknown, schema: Readonly<Record<string, unknown>>): string | undefined {
  const checkedValue = z.fromJSONSchema(schema).safeParse(value);
  if (checkedValue.success) return undefined;
  const [issue] = checkedValue.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? 'it' : quoted(issue.path.join('.'));
  return `${at}: ${issue?.message ?? 'is invalid'}`;
}
