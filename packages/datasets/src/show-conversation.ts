import { printable } from '@covergrid/core';
import { isJsonObject, type Json, type JsonObject } from '@covergrid/testdata';
import type { Constraint, Conversation, Golden } from '@covergrid/worlds';
import { inWords } from './json-differences.ts';

/** Some lines on one thing, with what they are about: the first of a conversation has no title. */
export interface ConversationBlock {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * A conversation with its golden as a person reads it: who writes, what the records hold in short, what is said turn
 * by turn with the reference replies, and what is right in the end. Control characters are escaped.
 */
export function showConversation(record: DatasetPair): string {
  const blocks = conversationBlocks(record).map(({ title, lines }) =>
    title === '' ? lines : [title, ...lines.map((line) => `  ${line}`)],
  );
  const texts = blocks.map((block) => block.map((line) => printable(line, line.length)).join('\n'));
  return `${texts.join('\n\n')}\n`;
}

interface DatasetPair {
  readonly conversation: Conversation;
  readonly golden: Golden;
}

/** What {@link showConversation} tells, block by block, as it is: nothing is escaped. */
export function conversationBlocks({ conversation, golden }: DatasetPair): ConversationBlock[] {
  return [
    { title: '', lines: [...head(conversation), ...facts(conversation, golden)] },
    { title: 'World', lines: world(conversation.world) },
    { title: 'Conversation', lines: turns(conversation, golden) },
    { title: 'Outcome', lines: outcome(golden) },
    ...optional('Attack', attack(golden)),
    ...optional('Entitlement', entitlement(golden)),
    ...optional(
      'Expected calls',
      golden.expected_actions.map(({ tool, arguments: given }) => `${tool}(${argumentsIn(given)})`),
    ),
    ...optional(
      'Changes',
      golden.final_state.map((change) => `${change.collection} ${change.key}: ${changed(change)}`),
    ),
    ...optional(
      'Must communicate',
      golden.must_communicate.map(({ kind, value }) => `${kind} ${value}`),
    ),
    ...optional('Constraints', golden.constraints.map(constraintLine)),
    ...optional('Criteria', golden.evaluation_criteria),
  ];
}

function optional(title: string, lines: readonly string[]): ConversationBlock[] {
  return lines.length === 0 ? [] : [{ title, lines }];
}

function head({
  conversation_id,
  scenario_id,
  domain,
  behavior,
  difficulty,
  variant,
  twin_of,
  axes,
}: Conversation): string[] {
  return [
    conversation_id,
    `${domain} × ${behavior}, ${difficulty}, variant ${variant} of ${scenario_id}`,
    ...(twin_of === undefined ? [] : [`benign twin of ${twin_of}`]),
    Object.entries(axes)
      .map(([axis, bin]) => `${axis} ${bin}`)
      .join(', '),
  ];
}

function facts(
  { persona, session, technique, world: { now } }: Conversation,
  { policy, availability }: Golden,
): string[] {
  const quantity =
    policy.quantity === '' ? '' : `, ${policy.quantity} ${policy.value} (limit ${policy.limit})`;
  return [
    `customer: ${Object.entries(persona)
      .map(([style, value]) => `${style} ${value}`)
      .join(', ')}`,
    ...(technique === undefined ? [] : [`technique: ${technique}`]),
    `session: ${argumentsIn(session)}`,
    `policy: ${policy.id} ${policy.boundary}${quantity}; availability ${availability}`,
    `now: ${now}`,
  ];
}

function world(state: JsonObject): string[] {
  return Object.entries(state).flatMap(([collection, records]) =>
    isJsonObject(records)
      ? Object.entries(records).map(([key, record]) => `${collection} ${key}: ${inShort(record)}`)
      : [],
  );
}

const MOST_FIELDS = 5;

/** The first plain fields of a record. */
function inShort(record: Json): string {
  if (!isJsonObject(record)) return inWords(record);
  const plain = Object.entries(record).filter(([, value]) => typeof value !== 'object' && value !== '');
  return plain
    .slice(1, 1 + MOST_FIELDS)
    .map(([name, value]) => `${name} ${inWords(value)}`)
    .join(', ');
}

function turns({ turns: said }: Conversation, golden: Golden): string[] {
  return said.flatMap(({ index, text, if_confirmed }) => {
    const expected = golden.turns[index];
    const reply = expected?.reference_reply ?? '';
    return [
      `${index + 1} customer: ${text}`,
      ...(if_confirmed === undefined ? [] : [`  if asked to confirm: ${if_confirmed}`]),
      `  agent, ${expected?.act ?? 'nothing'}${reply === '' ? '' : `: ${reply}`}`,
      ...(expected?.constraints ?? []).map((constraint) => `  - ${constraintLine(constraint)}`),
    ];
  });
}

function outcome({ final_outcome }: Golden): string[] {
  const { decision, verdict, remedy, amount, reason_code, policy_ids } = final_outcome;
  const money = amount === undefined ? '' : `, ${amount} (minor units)`;
  return [`${decision} (${verdict}): ${remedy}${money}, because ${reason_code} [${policy_ids.join(', ')}]`];
}

function attack({ attack: made }: Golden): string[] {
  if (made === undefined) return [];
  const { technique, ask, decided_by, starts_at } = made;
  return [`${technique} from turn ${starts_at + 1}: asks for ${ask}, refused by ${decided_by}`];
}

function entitlement({ entitlement: given }: Golden): string[] {
  if (given === undefined) return [];
  const { technique, ask, policy_id, premise, starts_at } = given;
  return [
    `as in ${technique}, from turn ${starts_at + 1}: asks for ${ask}, granted by ${policy_id}`,
    `true here: ${premise}`,
  ];
}

function constraintLine({ kind, text }: Constraint): string {
  return `${kind}: ${text}`;
}

function argumentsIn(values: JsonObject): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${inWords(value)}`)
    .join(', ');
}

function changed({ before, after }: Golden['final_state'][number]): string {
  if (before === null) return 'made';
  if (after === null) return 'removed';
  return Object.keys(after)
    .map((field) => `${field} ${inWords(before[field] as Json)} → ${inWords(after[field] as Json)}`)
    .join(', ');
}
