import { z } from 'zod';
import { chatParamsSchema } from './chat-request.ts';

const name = z.string().trim().min(1).max(200);
const limit = z.int().min(1).max(1_000_000_000);
const seconds = z.number().positive().max(86_400);

const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'must be the name of an environment variable, never a key');

const baseUrl = z
  .string()
  .max(500)
  .refine(isPlainUrl, 'must be an http or https URL without user, password, query or fragment')
  .overwrite((url) => url.replace(/\/+$/, ''))
  .describe('Where the server is, up to `/chat/completions`. Calls go there and nowhere else.');

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && username + password + search + hash === '';
}

/** Schema of what limits the rate of calls. */
export const limitsSchema = z.strictObject({
  concurrency: z.int().min(1).max(10_000).optional().describe('Calls at a time; default 8.'),
  requests_per_second: limit.optional(),
  requests_per_minute: limit.optional(),
  tokens_per_minute: limit.optional().describe('Tokens sent and answered.'),
});

/** Schema of what limits a run. */
export const budgetSchema = z.strictObject({
  cost: z.number().min(0).optional().describe('Amount in `currency`.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe('Default: USD.'),
  tokens: z.int().min(0).optional().describe('Tokens sent and answered.'),
  calls: z.int().min(0).optional().describe('Calls of providers, failed ones among them.'),
  time: z.number().min(0).optional().describe('Seconds from the beginning of this run.'),
});

const openaiSchema = z.strictObject({
  provider: z.literal('openai'),
  model: name,
  base_url: baseUrl.optional(),
  api_key_env: variable
    .optional()
    .describe(
      'Environment variable that holds the key. Default: OPENAI_API_KEY for OpenAI itself, else none.',
    ),
  organization: name.optional(),
  project: name.optional(),
  max_tokens_field: z
    .enum(['max_tokens', 'max_completion_tokens'])
    .optional()
    .describe('What the server calls it. Default: max_completion_tokens for OpenAI itself, else max_tokens.'),
  params: chatParamsSchema.optional().describe('Parameters of every request that does not set its own.'),
  limits: limitsSchema.optional(),
  timeout: z
    .strictObject({
      attempt: seconds.optional().describe('Seconds of one attempt; default 60.'),
      overall: seconds.optional().describe('Seconds of all attempts and waits of a call; default 300.'),
    })
    .optional(),
  retries: z
    .strictObject({
      most: z.int().min(0).max(20).optional().describe('Most retries of a call; default 6.'),
      base: seconds.optional().describe('Seconds before the first retry, doubled with each; default 0.5.'),
      longest: seconds.optional().describe('Most seconds that are waited once; default 60.'),
    })
    .optional(),
});

const replaySchema = z.strictObject({
  provider: z.literal('replay'),
  file: z.string().min(1).max(1000).describe('A recording.'),
  model: name.optional().describe('Whose calls, where it has those of several.'),
});

const noneSchema = z.strictObject({ provider: z.literal('none') });

const SHORT = /^(none|(openai|replay):(.+))$/s;

const shortSchema = z
  .string()
  .max(1000)
  .regex(SHORT, 'must be openai:MODEL, replay:FILE or none')
  .transform((text): z.input<typeof formSchema> => {
    const [, , provider, rest = ''] = SHORT.exec(text) ?? [];
    if (provider === 'openai') return { provider, model: rest };
    return provider === 'replay' ? { provider, file: rest } : { provider: 'none' };
  });

const formSchema = z.discriminatedUnion('provider', [openaiSchema, replaySchema, noneSchema]);

/** Schema of a chat model in a configuration: an object by its `provider`, or `openai:MODEL`, `replay:FILE`, `none`. */
export const chatModelSchema = z.union([shortSchema.pipe(formSchema), formSchema]);

/** The configuration of a chat model, short forms spelt out. */
export type ChatModelConfig = z.output<typeof chatModelSchema>;
/** The configuration of a model behind a server. */
export type OpenAIConfig = Extract<ChatModelConfig, { provider: 'openai' }>;
/** What limits a run. */
export type BudgetConfig = z.output<typeof budgetSchema>;
