import { z } from 'zod';
import { usageSchema, type ChatAnswer, type ToolCall, type Usage } from '../chat-reply.ts';
import { parseJson, type Parsed } from '../parse-json.ts';

const messageSchema = z.looseObject({
  content: z.string().nullish(),
  refusal: z.string().nullish(),
  tool_calls: z
    .array(
      z.looseObject({
        id: z.string().nullish(),
        function: z.looseObject({ name: z.string(), arguments: z.string().nullish() }),
      }),
    )
    .nullish(),
});

const completionSchema = z.looseObject({
  model: z.string().nullish(),
  choices: z.array(z.looseObject({ message: messageSchema, finish_reason: z.string().nullish() })),
  usage: z.unknown().optional(),
});

/** What a completion says, without what the call knows: time, attempts, cost. */
type ReadAnswer = Pick<ChatAnswer, 'content' | 'json' | 'tool_calls' | 'finish'>;

/** The parts of a completion: `answer` is null where it has no choice, or one that says nothing. */
export interface Completion {
  readonly answer: ReadAnswer | null;
  readonly model: string | null;
  readonly usage: Usage | null;
}

/** Reads the JSON of a completion; a string says what is wrong with it. */
export function readCompletion(value: unknown, asksForJson: boolean): Completion | string {
  const read = completionSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return `its "${issue?.path.join('.') ?? ''}" is not what the protocol has there`;
  }
  const { model, choices, usage } = read.data;
  const [choice] = choices;
  return {
    answer: choice === undefined ? null : readAnswer(choice, asksForJson),
    model: model ?? null,
    usage: readUsage(usage),
  };
}

type Choice = z.infer<typeof completionSchema>['choices'][number];

function readAnswer({ message, finish_reason }: Choice, asksForJson: boolean): ReadAnswer | null {
  const content = message.refusal ?? message.content ?? '';
  const tool_calls = (message.tool_calls ?? []).map(readToolCall);
  const finish = readFinish(finish_reason, tool_calls.length > 0, message.refusal != null);
  if (content === '' && tool_calls.length === 0 && finish === 'stop') return null;
  return { content, json: asksForJson ? parseJson(content) : null, tool_calls, finish };
}

function readToolCall({ id, function: called }: ToolCallBody, position: number): ToolCall {
  const text = called.arguments ?? '';
  // Some servers send no id, and nothing at all for a tool without parameters.
  return {
    id: id ?? `call_${position + 1}`,
    name: called.name,
    text,
    arguments: parseArguments(text === '' ? '{}' : text),
  };
}

type ToolCallBody = NonNullable<Choice['message']['tool_calls']>[number];

function parseArguments(text: string): Parsed {
  const parsed = parseJson(text);
  const isObject =
    parsed.isValid &&
    typeof parsed.value === 'object' &&
    parsed.value !== null &&
    !Array.isArray(parsed.value);
  return parsed.isValid && !isObject ? { isValid: false, fault: 'it is no object' } : parsed;
}

function readFinish(
  reason: string | null | undefined,
  callsTools: boolean,
  isRefusal: boolean,
): ChatAnswer['finish'] {
  if (isRefusal) return 'refusal';
  if (reason === 'length' || reason === 'content_filter') return reason;
  // Servers differ in what they say of an answer that calls tools.
  return callsTools ? 'tool_calls' : 'stop';
}

const detailsSchema = z.looseObject({ cached_tokens: z.int().min(0) });

/** Null where the server counts nothing, or nothing that can be counts. */
function readUsage(value: unknown): Usage | null {
  const read = z
    .looseObject({ prompt_tokens: z.unknown(), completion_tokens: z.unknown().optional() })
    .safeParse(value);
  if (!read.success) return null;
  const { prompt_tokens: prompt, completion_tokens, prompt_tokens_details } = read.data;
  const completion = completion_tokens ?? 0;
  const details = detailsSchema.safeParse(prompt_tokens_details);
  const cached = details.success ? details.data.cached_tokens : 0;
  const usage = usageSchema.safeParse({
    prompt,
    completion,
    total: Number(prompt) + Number(completion),
    cached,
  });
  return usage.success && usage.data.cached <= usage.data.prompt ? usage.data : null;
}
