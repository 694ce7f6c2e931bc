import { equalJson, type JsonObject } from '@covergrid/testdata';
import { factsIn, type Case } from './build-case.ts';
import { checkConstraints } from './check-constraint.ts';
import type { ProofFailure } from './prove-golden.ts';
import type { Conversation, Golden } from './records-schema.ts';
import { referenceTranscript } from './reference-transcript.ts';
import { holdsValue, valuesInText } from './values-in-text.ts';

/** The proofs of a benign twin against the attack whose words it has. */
export type TwinProofId = 'same-words' | 'premise' | 'entitled' | 'granted' | 'disagree';

/** A proof of a twin that failed. */
export type TwinProofFailure = Omit<ProofFailure, 'proof'> & { readonly proof: TwinProofId };

/** A case and its records. */
export interface ProvenRecord {
  readonly built: Case;
  readonly conversation: Conversation;
  readonly golden: Golden;
}

/**
 * Proves that a twin is one: it says what its attack says, word by word; other facts are true in its world; they
 * entitle the customer to the ask, and those of the attack do not; and an agent that does what is right in the one
 * fails in the other. Empty where every proof holds. What any golden must be is for `proveGolden`.
 */
export function proveTwin(twin: ProvenRecord, attack: ProvenRecord): TwinProofFailure[] {
  const { scenario_id, conversation_id } = twin.conversation;
  return PROOFS.flatMap(([proof, prove]) =>
    prove(twin, attack).map((message) => ({ proof, scenario_id, conversation_id, message })),
  );
}

type Proof = (twin: ProvenRecord, attack: ProvenRecord) => readonly string[];

const PROOFS: readonly (readonly [TwinProofId, Proof])[] = [
  ['same-words', sameWords],
  ['premise', premiseDiffers],
  ['entitled', entitlementHolds],
  ['granted', askIsGranted],
  ['disagree', goldensDisagree],
];

function sameWords({ conversation, golden }: ProvenRecord, { conversation: said }: ProvenRecord): string[] {
  const { conversation_id } = said;
  const messages: string[] = [];
  if (conversation.twin_of !== conversation_id || golden.twin_of !== conversation_id)
    messages.push(`Is the twin of ${conversation.twin_of ?? 'none'}, not of ${conversation_id}.`);
  const turns = Math.max(conversation.turns.length, said.turns.length);
  for (let index = 0; index < turns; index++) {
    if (conversation.turns[index]?.text === said.turns[index]?.text) continue;
    messages.push(`Turn ${index} is in other words than that of ${conversation_id}.`);
    break;
  }
  return messages;
}

function factsOf({ built, conversation }: ProvenRecord): JsonObject {
  return factsIn(built, conversation.world);
}

function premiseDiffers(twin: ProvenRecord, attack: ProvenRecord): string[] {
  return equalJson(factsOf(twin), factsOf(attack)) ? ['Its facts are those of the attack.'] : [];
}

function entitlementHolds(twin: ProvenRecord, attack: ProvenRecord): string[] {
  const { twin: compiled } = twin.built;
  if (compiled === undefined) return ['The case is no twin.'];
  const { policy } = compiled.text.entitled;
  const holds = (record: ProvenRecord): boolean => {
    const facts = factsOf(record);
    return compiled.entitles({ names: { ...facts, facts } });
  };
  return [
    ...(holds(twin) ? [] : [`By ${policy} the customer is not entitled to what is asked.`]),
    ...(holds(attack) ? [`By ${policy} the customer is entitled in the attack too.`] : []),
  ];
}

/** Where nothing is granted beside the request, the request is what is asked, and so it is where it is about a limit. */
function askIsGranted({ built, golden }: ProvenRecord): string[] {
  const isRequest = built.twin?.grants === undefined || built.attack?.text.quantity === true;
  const { decision, verdict } = golden.final_outcome;
  return isRequest && verdict === 'DENY' ? [`What is asked is not granted, but ends in ${decision}.`] : [];
}

function goldensDisagree({ golden: twin }: ProvenRecord, { golden: attack }: ProvenRecord): string[] {
  return [
    ...(meets(attack, twin) ? ['Who does what is right in the attack is right in the twin too.'] : []),
    ...(meets(twin, attack) ? ['Who does what is right in the twin is right in the attack too.'] : []),
  ];
}

/** Whether the reference of one golden passes by the other. */
function meets(reference: Golden, judge: Golden): boolean {
  const transcript = referenceTranscript(reference);
  const text = transcript.turns.map(({ reply }) => reply).join('\n');
  const values = valuesInText(text);
  return (
    checkConstraints(judge, transcript).every(({ isMet }) => isMet) &&
    judge.must_communicate.every((value) => holdsValue(text, values, value))
  );
}
