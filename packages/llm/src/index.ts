export { openBudget, type Budget, type BudgetLimits, type BudgetServices } from './budget.ts';
export { cached, type CachedOptions } from './cached.ts';
export {
  budgetSchema,
  chatModelSchema,
  limitsSchema,
  type BudgetConfig,
  type ChatModelConfig,
  type OpenAIConfig,
} from './chat-model-schema.ts';
export type { AnswerFault, ChatModel, ChatOptions } from './chat-model.ts';
export {
  chatFailure,
  type ChatAnswer,
  type ChatFailure,
  type ChatReply,
  type Cost,
  type ToolCall,
  type Usage,
} from './chat-reply.ts';
export {
  chatParamsSchema,
  chatRequestSchema,
  type ChatMessage,
  type ChatParams,
  type ChatRequest,
  type ChatTool,
} from './chat-request.ts';
export { answerFault, checked } from './checked.ts';
export { systemClock, type Clock } from './clock.ts';
export { estimateCallTokens, type CallEstimate } from './estimate-call-tokens.ts';
export { FAULTS, type Fault, type FaultCode } from './fault-table.ts';
export { llmJsonSchema, llmSchemaNames, type JsonSchema, type LlmSchemaName } from './json-schema.ts';
export { knownIds } from './known-ids.ts';
export { ledgerRowSchema, roles, type LedgerRow, type Role } from './ledger-row.ts';
export type { LedgerSummary, LedgerTotals } from './ledger-totals.ts';
export { openLedger, summarize, type Ledger } from './ledger.ts';
export { limited } from './limited.ts';
export { openLimiter, type Admission, type Limiter, type Limits } from './limiter.ts';
export { metered, type MeterOptions } from './metered.ts';
export { noneModel } from './none-model.ts';
export { openChatModel, type ChatServices } from './open-chat-model.ts';
export type { Environment } from './openai/api-key.ts';
export { OPENAI_URL, openaiModel, type OpenAIOptions, type OpenAIServices } from './openai/openai-model.ts';
export type { MaxTokensField } from './openai/request-body.ts';
export { parseJson, type Parsed } from './parse-json.ts';
export { ratesSchema, type ModelRate, type Rates } from './rates-schema.ts';
export { builtInRates, costOf, rateOf, readRates, type NamedRate } from './rates.ts';
export {
  openRecorder,
  recorded,
  recordingLineSchema,
  type Recorder,
  type RecordingLine,
} from './recording.ts';
export { replayModel } from './replay-model.ts';
export { openReplyCache, type ReplyCache } from './reply-cache.ts';
export type { RequestScope } from './request-hash.ts';
export { retried, type RetryOptions } from './retried.ts';
export { retryAfterMs } from './retry-after.ts';
export { timed, type TimedOptions } from './timed.ts';
