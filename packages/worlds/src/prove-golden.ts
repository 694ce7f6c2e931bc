import { equalJson, type JsonObject, type State } from '@covergrid/testdata';
import { factsIn, type Case } from './build-case.ts';
import { checkConstraints } from './check-constraint.ts';
import type { Constraint } from './constraint-schema.ts';
import { verdictOf, type Decision } from './decision.ts';
import { diffState } from './diff-state.ts';
import type { PolicyJudgement } from './policy-clauses.ts';
import { UnknownValues } from './unknown-values.ts';
import { REFUSALS } from './outcome-constraints.ts';
import type { Conversation, ExpectedAction, Golden, StateDiff } from './records-schema.ts';
import { referenceTranscript } from './reference-transcript.ts';
import { replay } from './replay.ts';
import type { AgentTurn } from './transcript.ts';
import { holdsValue, valuesInText } from './values-in-text.ts';
import type { Vertical } from './vertical.ts';

/** A proof that failed: which, for what, and why. */
export interface ProofFailure {
  readonly proof: ProofId;
  readonly scenario_id: string;
  readonly conversation_id: string;
  /** A sentence for a person. */
  readonly message: string;
}

/** The proofs of a golden. */
export type ProofId =
  | 'aligned'
  | 'outcome'
  | 'bins'
  | 'replay'
  | 'policy'
  | 'disclosures'
  | 'values'
  | 'not-empty'
  | 'not-echo'
  | 'reference'
  | 'refusal'
  | 'no-writes'
  | 'second-intent'
  | 'final';

interface Evidence {
  readonly vertical: Vertical;
  readonly built: Case;
  readonly conversation: Conversation;
  readonly golden: Golden;
  /** Read off the world of the conversation, not off the one that was built. */
  readonly facts: JsonObject;
  /** What the policies' clauses say of these facts. */
  readonly judgement: PolicyJudgement | undefined;
}

/** Says why a proof fails, in no, one or several sentences. */
type Proof = (evidence: Evidence) => readonly string[];

/**
 * Proves a golden from its conversation, without trusting how either was made: the facts are read again off the
 * world that the conversation holds, the actions are carried out on it, the policies' clauses judge it, and the
 * constraints are held against a silent agent, an echo and the reference. Empty where every proof holds.
 *
 * @param built the case of the conversation's scenario, seed and variant
 */
export function proveGolden(
  vertical: Vertical,
  built: Case,
  conversation: Conversation,
  golden: Golden,
): ProofFailure[] {
  const facts = factsIn(built, conversation.world);
  const judgement = built.playbook.judge(facts);
  const evidence: Evidence = { vertical, built, conversation, golden, facts, judgement };
  const failures: ProofFailure[] = [];
  for (const [proof, prove] of PROOFS)
    for (const message of prove(evidence))
      failures.push({
        proof,
        scenario_id: conversation.scenario_id,
        conversation_id: conversation.conversation_id,
        message,
      });
  return failures;
}

const PROOFS: readonly (readonly [ProofId, Proof])[] = [
  ['aligned', aligned],
  ['outcome', outcomeIsDerived],
  ['bins', binsAreExpressed],
  ['replay', actionsReplay],
  ['policy', policyAgrees],
  ['disclosures', disclosuresAreMade],
  ['values', valuesAreKnown],
  ['not-empty', emptyReplyFails],
  ['not-echo', echoFails],
  ['reference', referenceHolds],
  ['refusal', refusalHasEvidence],
  ['no-writes', emptyDiffForbidsWrites],
  ['second-intent', secondIntentIsAnswered],
  ['final', finalRowsAreNotOverridden],
];

function aligned({ conversation, golden }: Evidence): string[] {
  const ids = ['conversation_id', 'scenario_id', 'dataset_id'] as const;
  const other = ids.find((id) => conversation[id] !== golden[id]);
  if (other !== undefined) return [`The golden has another ${other} than the conversation.`];
  const isAligned =
    conversation.turns.length === golden.turns.length &&
    golden.turns.every(({ index }, place) => index === place && conversation.turns[place]?.index === place);
  return isAligned ? [] : ['The turns of conversation and golden are not aligned.'];
}

function outcomeIsDerived({ built, golden, facts }: Evidence): string[] {
  const { final_outcome: outcome } = golden;
  const messages: string[] = [];
  if (!equalJson(facts, built.facts))
    messages.push('The world gives other facts than the case was built on.');
  if (outcome.verdict !== verdictOf(outcome.decision))
    messages.push(`The verdict ${outcome.verdict} is not that of ${outcome.decision}.`);
  if (!equalJson(outcome as unknown as JsonObject, built.finalOutcome as unknown as JsonObject))
    messages.push(`The outcome is ${outcome.decision}; the facts give ${built.finalOutcome.decision}.`);
  return messages;
}

function binsAreExpressed({ vertical, built, conversation, facts }: Evidence): string[] {
  // A twin is of the scenario of its attack, whatever its premise makes of the bins.
  if (built.twin !== undefined) return [];
  const wanted = vertical.classesOf(conversation.axes);
  const messages = Object.entries(wanted)
    .filter(([column, name]) => name !== '' && built.classes[column] !== name)
    .map(([column, name]) => `The world is ${column} ${built.classes[column]}, but the bin says ${name}.`);
  const { fact } = built.playbook.governed;
  const boundary = built.classes['policy'] ?? '';
  const { bands } = built.playbook.source.value;
  const band = Object.hasOwn(bands, boundary) ? bands[boundary] : undefined;
  const value = fact === undefined ? null : (facts[fact] ?? null);
  if (band === undefined || typeof value !== 'number') return messages;
  if (value < (band.min ?? value) || value > (band.max ?? value))
    messages.push(`The quantity is ${value}, outside the band of ${boundary}.`);
  return messages;
}

function actionsReplay({ built, conversation, golden }: Evidence): string[] {
  const world = conversation.world as State;
  const replayed = replay(
    built.playbook.toolset,
    world,
    golden.expected_actions.map((action) => ({ tool: action.tool, arguments: action.arguments })),
    conversation.session,
  );
  if (replayed.failure !== undefined) return [replayed.failure];
  const isSame = equalJson(diffState(world, replayed.state), golden.final_state);
  return isSame ? [] : ['The expected actions lead to another final state.'];
}

function policyAgrees({ golden, judgement }: Evidence): string[] {
  if (judgement === undefined) return ['No clause of a policy speaks of this world.'];
  const { decision, verdict } = golden.final_outcome;
  // One verdict governs, so a golden it accepts could not have the opposite one.
  if (judgement.verdict !== verdict)
    return [
      `The policies say ${judgement.verdict} (${[...judgement.policies].join(', ')}), the golden ${verdict}.`,
    ];
  if (judgement.decisions.has(decision)) return [];
  return [`The policies allow ${[...judgement.decisions].join(', ')}, not ${decision}.`];
}

function disclosuresAreMade({ built, golden, judgement }: Evidence): string[] {
  const ofRow = isGranted(built) ? (built.row.discloses ?? []) : [];
  const wanted = new Set([...ofRow, ...(judgement?.discloses ?? [])]);
  const made = new Set(
    golden.constraints.flatMap((constraint) =>
      constraint.kind === 'must_disclose' ? [constraint.parameters.what] : [],
    ),
  );
  return [...wanted].filter((what) => !made.has(what)).map((what) => `Nothing demands to disclose ${what}.`);
}

/** True where the row decides, or an override still approves what the row does, if only on a condition. */
function isGranted({ override, row, finalOutcome }: Case): boolean {
  if (override === undefined) return true;
  return row.decision === 'approve' && GRANTS.has(finalOutcome.decision);
}

const GRANTS: ReadonlySet<Decision> = new Set<Decision>(['approve', 'conditional']);

function valuesAreKnown({ built, conversation, golden, facts }: Evidence): string[] {
  const texts = [
    ...golden.turns.map(({ reference_reply }) => reference_reply),
    ...golden.evaluation_criteria,
  ];
  const unknown = new UnknownValues(valuesInText(texts.join('\n')));
  unknown.knowJson(facts);
  unknown.knowText(built.playbook.policyValues);
  unknown.knowJson(golden.final_outcome.amount ?? null);
  unknown.knowJson(golden.final_state);
  unknown.knowJson(conversation.session);
  unknown.knowJson(conversation.world);
  if (!unknown.isEmpty) unknown.knowText(valuesInText(conversation.turns.map(({ text }) => text).join('\n')));
  return unknown
    .list()
    .map((value) => `The golden holds ${value}, of which no policy, record or turn speaks.`);
}

const SILENCE: AgentTurn = { reply: '', calls: [] };

function emptyReplyFails({ golden }: Evidence): string[] {
  const results = checkConstraints(golden, { turns: golden.turns.map(() => SILENCE) });
  return results.some(({ isMet }) => !isMet) ? [] : ['An agent that says nothing meets every constraint.'];
}

function echoFails({ conversation, golden }: Evidence): string[] {
  // Who only speaks makes no call, and reading what customers say costs more than this.
  if (golden.constraints.some(({ kind }) => kind === 'must_call')) return [];
  const turns = conversation.turns.map(({ text }) => ({ reply: text, calls: [] }));
  const results = checkConstraints(golden, { turns });
  return results.some(({ isMet }) => !isMet)
    ? []
    : ["An agent that says the customer's words again meets every constraint."];
}

/** The reference reply to each turn; the expected actions are carried out at the last. */
function referenceHolds({ golden }: Evidence): string[] {
  const { turns } = referenceTranscript(golden);
  const messages = checkConstraints(golden, { turns })
    .filter(({ isMet }) => !isMet)
    .map(({ id, reason }) => `The reference does not meet ${id}: ${reason}`);
  const text = turns.map(({ reply }) => reply).join('\n');
  const values = valuesInText(text);
  for (const value of golden.must_communicate)
    if (!holdsValue(text, values, value))
      messages.push(`The reference does not communicate ${value.kind} ${value.value}.`);
  return messages;
}

function refusalHasEvidence({ built, conversation, golden }: Evidence): string[] {
  if (!REFUSALS.has(golden.final_outcome.decision)) return [];
  const messages: string[] = [];
  if (!hasKind(golden, 'must_cite_policy')) messages.push('A refusal must demand that the rule is named.');
  const beside = changesBeside(built, conversation);
  if (!equalJson(golden.final_state, beside))
    messages.push(`A refusal must change nothing${beside.length > 0 ? ' but what is done beside it' : ''}.`);
  return messages;
}

/** What is changed beside the outcome: by the answer to a second intent, and by what a twin grants. */
function changesBeside(built: Case, { world, session }: Conversation): StateDiff {
  const actions = actionsBeside(built);
  if (actions.length === 0) return [];
  const state = world as State;
  return diffState(state, replay(built.playbook.toolset, state, actions, session).state);
}

function actionsBeside({ secondIntent, granted }: Case): readonly ExpectedAction[] {
  return [...(secondIntent?.answer.actions ?? []), ...granted];
}

function emptyDiffForbidsWrites({ built, conversation, golden }: Evidence): string[] {
  const { writes } = built.playbook.toolset;
  if (writes.length === 0 || !equalJson(golden.final_state, changesBeside(built, conversation))) return [];
  const beside = new Set(actionsBeside(built).map(({ tool }) => tool));
  const forbidden = new Set(
    golden.constraints.flatMap((constraint) =>
      constraint.kind === 'must_not_call' ? constraint.parameters.tools : [],
    ),
  );
  const allowed = writes.find((tool) => !forbidden.has(tool) && !beside.has(tool));
  return allowed === undefined ? [] : [`Nothing may change, but ${allowed} may be called.`];
}

/** What else was asked is answered in a turn of its own, as its entry says. */
function secondIntentIsAnswered({ built, golden }: Evidence): string[] {
  const { secondIntent } = built;
  const isOfSecond = ({ id }: Constraint): boolean => id.startsWith('second-intent');
  const turns = golden.turns.filter(({ constraints }) => constraints.some(isOfSecond));
  if (secondIntent === undefined)
    return turns.length === 0 ? [] : ['There is an answer to a second-intent that nobody has.'];
  const { constraints, actions } = secondIntent.answer;
  const [answered] = turns;
  const made = golden.expected_actions.slice(0, actions.length);
  if (turns.length !== 1 || answered?.act !== 'answer' || !equalJson(answered.constraints, constraints))
    return [`The second-intent ${secondIntent.intent.id} has no turn that answers it.`];
  return actions.every(({ tool }, order) => made[order]?.tool === tool)
    ? []
    : [`The calls that the second-intent ${secondIntent.intent.id} needs are not expected.`];
}

function hasKind({ constraints, turns }: Golden, kind: Constraint['kind']): boolean {
  return [...constraints, ...turns.flatMap((turn) => turn.constraints)].some((each) => each.kind === kind);
}

function finalRowsAreNotOverridden({ built }: Evidence): string[] {
  return built.row.final && built.override !== undefined
    ? [`The override ${built.override} decides where the decision table is final.`]
    : [];
}
