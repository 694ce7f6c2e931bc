export {
  agentStepSchema,
  type AgentCall,
  type AgentInput,
  type AgentSession,
  type AgentStep,
  type Backend,
  type BackendPlugin,
  type BackendServices,
  type CallResult,
  type SessionContext,
} from './backend.ts';
export { asksToConfirm } from './asks-to-confirm.ts';
export {
  BUILT_IN_BACKENDS,
  createBackend,
  type BackendChoice,
  type CreateBackendOptions,
} from './create-backend.ts';
export { MOST_ROUNDS, playCase, type PlayedCase, type PlayOptions } from './play-case.ts';
export { runResultJsonSchema, type JsonSchema } from './published-schemas.ts';
export { evidenceOf, type Evidence } from './reference/evidence.ts';
export type { Fault } from './reference/fault.ts';
export { FAULTS } from './reference/faults.ts';
export { perfectScript } from './reference/perfect.ts';
export type { ScriptedTurn } from './reference/scripted-session.ts';
export type { RunIdentity } from './result-journal.ts';
export {
  caseOf,
  type CaseLabels,
  type CaseOfOptions,
  type CaseReference,
  type CaseTurn,
  type CaseView,
  type CaseWorld,
  type RunCase,
} from './run-case.ts';
export {
  runCases,
  type RunBudget,
  type RunCasesOptions,
  type RunProgress,
  type RunSummary,
} from './run-cases.ts';
export {
  runResultSchema,
  transcriptOf,
  withoutTimes,
  type Cost,
  type Exchange,
  type ResultTurn,
  type RunResult,
  type Usage,
} from './run-result.ts';
