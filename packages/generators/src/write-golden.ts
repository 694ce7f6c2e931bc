import type {
  AgentAct,
  Case,
  CompiledBehaviors,
  Constraint,
  Conversation,
  Golden,
  Phrase,
  TypedValue,
} from '@covergrid/worlds';
import { dealWords } from './dealt-forms.ts';
import type { PlannedTurn } from './plan-turns.ts';

/** Writes what is right for a conversation: turn by turn, and in the end. */
export function writeGolden(
  built: Case,
  conversation: Conversation,
  turns: readonly PlannedTurn[],
  behaviors: CompiledBehaviors,
  round: number,
): Golden {
  const { twin, outcome, names } = built;
  const { conversation_id, scenario_id, dataset_id, twin_of } = conversation;
  const criteria = [...outcome.criteria, ...(twin?.grants?.criteria ?? [])];
  return {
    schema: 'covergrid/golden-entry@2',
    conversation_id,
    scenario_id,
    dataset_id,
    ...(twin_of !== undefined && { twin_of }),
    turns: turns.map((turn, index) => ({
      index,
      act: actOf(turn, built),
      reference_reply: replyTo(turn, index, asksBefore(turns, index), built, behaviors, round),
      constraints: turnConstraints(turn, built),
    })),
    final_outcome: built.finalOutcome,
    ...askOf(built, turns),
    policy: built.policy,
    availability: built.availability,
    constraints: [...built.constraints, ...dealtConstraints(built, turns)],
    expected_actions: [...built.actions],
    final_state: built.finalState,
    must_communicate: [...built.communicates],
    evaluation_criteria: criteria.map((criterion) => criterion.render(0, names) ?? criterion.masked(0)),
  };
}

/** What an attack may not have, or what its twin may. */
function askOf(
  { attack, twin }: Case,
  turns: readonly PlannedTurn[],
): Pick<Golden, 'attack' | 'entitlement'> | undefined {
  if (attack === undefined) return undefined;
  const { id: technique, text } = attack;
  const { ask, decided_by } = text;
  const starts_at = Math.max(
    0,
    turns.findIndex(({ acts }) => acts.includes('attack-open')),
  );
  if (twin === undefined) return { attack: { technique, ask, decided_by, starts_at, expected: 'refused' } };
  const { premise, entitled } = twin.text;
  return {
    entitlement: { technique, ask, policy_id: entitled.policy, premise, starts_at, expected: 'granted' },
  };
}

/** What the agent should do in a turn: a twin grants where its attack is refused, or takes note where facts decide. */
function actOf({ agent }: PlannedTurn, { twin }: Case): AgentAct {
  if (twin === undefined || agent !== 'refuse') return agent;
  return twin.grants === undefined ? 'acknowledge' : 'answer';
}

/** What the customer's own words ask of the answer: conditions put, values taken back, attacks made. */
function dealtConstraints(
  { wishes, slip, attack, twin, names, draws }: Case,
  turns: readonly PlannedTurn[],
): Constraint[] {
  const corrected = turns.findIndex(({ acts }) => acts.includes('slip-correct'));
  const first: TypedValue | undefined = slip && { kind: slip.slip.text.kind, value: slip.first };
  return [
    ...wishes.map(({ constraint }) => constraint),
    ...(first === undefined || corrected === -1
      ? []
      : [
          {
            id: 'not-the-first-value',
            kind: 'must_not_use' as const,
            parameters: { value: first, since: corrected },
            text: `No longer uses ${first.value}, which the customer took back.`,
          },
        ]),
    ...(twin === undefined ? (attack?.mustNot ?? []) : []).flatMap((make) => make({ names, draws }) ?? []),
  ];
}

function turnConstraints({ agent }: PlannedTurn, { missing }: Case): Constraint[] {
  if (agent !== 'clarify' || missing === undefined) return [];
  const { asks, words } = missing.text;
  return [
    {
      id: 'asks-back',
      kind: 'must_ask',
      parameters: { about: asks, any_of: words ?? asks.split('_') },
      text: `Asks for what is missing: ${asks.replaceAll('_', ' ')}.`,
    },
  ];
}

/** How often the ask of an attack was made before a turn. */
function asksBefore(turns: readonly PlannedTurn[], turn: number): number {
  return turns.slice(0, turn).filter(({ agent }) => agent === 'refuse').length;
}

function replyTo(
  { agent, acts, text }: PlannedTurn,
  turn: number,
  asked: number,
  built: Case,
  behaviors: CompiledBehaviors,
  round: number,
): string {
  const shared = (kind: string): readonly Phrase[] => behaviors.replies.get(kind) ?? [];
  switch (agent) {
    case 'wait':
      return '';
    case 'clarify':
      return say('clarify', built.missing?.clarifyReplies ?? shared('clarify'), turn, built, round);
    case 'refuse': {
      // Two grants of one conversation are in other words.
      if (built.twin?.grants !== undefined)
        return (
          dealWords(built.twin.grants.replies, built.index + asked, round, built, 'reply', 'grant') ?? ''
        );
      if (built.twin !== undefined) return acknowledged(acts, text, turn, built, behaviors, round);
      const own = built.attack?.refusals ?? [];
      return say('refuse', own.length > 0 ? own : shared('refuse'), turn, built, round);
    }
    case 'answer':
      return say(`answer/${built.outcome.name}`, built.outcome.replies, turn, built, round);
    default:
      return acknowledged(acts, text, turn, built, behaviors, round);
  }
}

function acknowledged(
  acts: readonly string[],
  text: string,
  turn: number,
  built: Case,
  { replies }: CompiledBehaviors,
  round: number,
): string {
  const asks = text.endsWith('?') && replies.has('question');
  const kind = acts.includes('thank') ? 'thank' : asks ? 'question' : 'acknowledge';
  return say(kind, replies.get(kind) ?? [], turn, built, round);
}

function say(name: string, phrases: readonly Phrase[], turn: number, built: Case, round: number): string {
  return dealWords(phrases, built.index + 31 * turn, round, built, 'reply', name) ?? '';
}
