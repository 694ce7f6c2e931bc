export { agentView, type AgentView } from './agent-view.ts';
export { agentActSchema, behaviorsSchema, type AgentAct, type Behaviors } from './behaviors-schema.ts';
export { buildCase, buildTwin, factsIn, type Case, type CaseOptions, type CasePoint } from './build-case.ts';
export {
  checkConstraint,
  checkConstraints,
  type ConstrainedGolden,
  type ConstraintResult,
} from './check-constraint.ts';
export type {
  CompiledAttack,
  CompiledMissing,
  CompiledSlip,
  CompiledTwin,
  CompiledWish,
} from './compile-dealt.ts';
export type { CompiledDoing, CompiledOutcome, Disclosure } from './compile-outcome.ts';
export type { ActPhrases } from './compile-phrases.ts';
export type { CompiledPlaybook } from './compile-playbook.ts';
export type { DealtSlip, DealtWish } from './deal.ts';
export { lintDecisionTable, type Classes, type DecisionRow } from './decision-table.ts';
export { diffState } from './diff-state.ts';
export { permutation } from './permutation.ts';
export { lintForms } from './lint-forms.ts';
export { concessionPhrases } from './promise-phrases.ts';
export { lintPlaybook } from './lint-playbook.ts';
export { lintWording } from './lint-wording.ts';
export { lintVertical } from './lint-vertical.ts';
export { loadVertical, readContent, type ContentFiles, type ReadContent } from './load-vertical.ts';
export { FORMS_DEALT, parsePhrase, type ParsedPhrase, type Phrase, type Slot } from './phrase.ts';
export { compileClauses, type Clause, type PolicyJudgement } from './policy-clauses.ts';
export { proveTwin, type TwinProofId, type TwinProofFailure, type ProvenRecord } from './prove-twin.ts';
export { probePlaybook, type ProbeOptions } from './probe-playbook.ts';
export { proveGolden, type ProofFailure, type ProofId } from './prove-golden.ts';
export { documentKinds, jsonSchemaOf, type DocumentKind, type JsonSchema } from './published-schemas.ts';
export { referenceTranscript } from './reference-transcript.ts';
export { replay, type Replayed } from './replay.ts';
export { compileTools, type ToolResult, type Toolset } from './toolset.ts';
export type { AgentTurn, ToolCall, Transcript } from './transcript.ts';
export { holdsValue, holdsWords, valuesInText, type TextValues } from './values-in-text.ts';
export { findVerticalFiles, playbooksIn, type VerticalFiles } from './vertical-files.ts';
export { compileVertical, type CompiledBehaviors, type Vertical, type VerticalSources } from './vertical.ts';
export {
  constraintParameters,
  constraintSchema,
  type Constraint,
  type ConstraintKind,
} from './constraint-schema.ts';
export {
  decisionSchema,
  remedySchema,
  verdictOf,
  verdictSchema,
  type Decision,
  type Remedy,
  type Verdict,
} from './decision.ts';
export { decisionTableSchema, type DecisionTable } from './decision-table-schema.ts';
export {
  loadBehaviors,
  loadDecisionTable,
  loadPlaybook,
  parseBehaviors,
  parseDecisionTable,
  parsePlaybook,
  type Source,
} from './load.ts';
export { playbookSchema, type Playbook } from './playbook-schema.ts';
export {
  conversationSchema,
  goldenSchema,
  stateDiffSchema,
  type Conversation,
  type ExpectedAction,
  type Golden,
  type StateDiff,
} from './records-schema.ts';
export {
  toolCardSchema,
  toolSchema,
  type ObjectParameters,
  type ParameterSchema,
  type Tool,
  type ToolCard,
} from './tool-schema.ts';
export { typedValueSchema, type TypedValue } from './typed-value.ts';
