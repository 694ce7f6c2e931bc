import {
  conversationSchema,
  decisionSchema,
  goldenSchema,
  type Conversation,
  type Golden,
  type Vertical,
} from '@covergrid/worlds';
import { isJsonObject, type Json } from '@covergrid/testdata';
import { holdsTestPlanWords } from './quality/markers.ts';
import { wordsOf } from './quality/words.ts';

/** Fields of the harness: an agent's view has no field of such a name. */
const HARNESS_FIELDS: ReadonlySet<string> = new Set(
  [
    ...Object.keys(conversationSchema.shape),
    ...Object.keys(goldenSchema.shape),
    'decision',
    'verdict',
    'remedy',
  ]
    // What an agent is given, and what records have fields of the same name for.
    .filter((name) => !['system', 'tools', 'session', 'turns', 'policy', 'variant'].includes(name)),
);

/** A reply of fewer words may be what a customer says as well. */
const TELLING_WORDS = 6;

/** Finds what gives the answer or the test plan away in what an agent is given. */
export class LeakFinder {
  /** Of axes and behaviors. */
  readonly #harnessIds: readonly string[];
  /** And of bins and decisions. */
  readonly #ids: readonly string[];
  readonly #shown = new Map<string, { readonly text: string; readonly found: readonly string[] }>();

  constructor({ sources }: Vertical) {
    const { axes, behaviors: conducts } = sources.taxonomy;
    const names = [...axes, ...conducts].map(({ id }) => id);
    const bins = axes.flatMap((axis) => axis.bins.map(({ id }) => id));
    this.#harnessIds = names.filter(isJoined);
    this.#ids = [...names, ...bins, ...decisionSchema.options].filter(isJoined);
  }

  /** What is given away, a sentence each. */
  find(conversation: Conversation, golden: Golden): string[] {
    const { conversation_id, scenario_id, session, turns } = conversation;
    const { reason_code } = golden.final_outcome;
    const secrets = [...this.#ids, ...[conversation_id, scenario_id, reason_code].filter(isJoined)];
    const said = turns.flatMap(({ index, text, if_confirmed }) =>
      [text, if_confirmed ?? ''].map((words) => ({ index, text: words })),
    );
    const found = said.flatMap(({ index, text }) => [
      ...secrets.filter((id) => holdsToken(text, id)).map((id) => `Turn ${index} says ${id}.`),
      ...(holdsTestPlanWords(text) ? [`Turn ${index} holds words of a test plan.`] : []),
      ...repliesIn(text, golden).map((reply) => `Turn ${index} holds the reference reply to turn ${reply}.`),
    ]);
    const given = JSON.stringify(session);
    found.push(
      ...[conversation_id, scenario_id]
        .filter((id) => given.includes(id))
        .map((id) => `The session says ${id}.`),
      ...fieldsOf(session)
        .filter((name) => HARNESS_FIELDS.has(name))
        .map((name) => `The session has the field ${name}.`),
      ...this.#inShown(conversation),
    );
    return found;
  }

  /** Policies and tools are the same for all conversations of a domain. */
  #inShown({ system, tools, domain }: Conversation): readonly string[] {
    const text = `${system}\n${JSON.stringify(tools)}`;
    let shown = this.#shown.get(domain);
    if (shown?.text !== text) {
      const said = this.#harnessIds.filter((id) => holdsToken(text, id));
      shown = { text, found: said.map((id) => `Policies or tools say ${id}.`) };
      this.#shown.set(domain, shown);
    }
    return shown.found;
  }
}

/** Ids of one word are ordinary words; what joins words with `-` or `_`, nobody says. */
function isJoined(id: string): boolean {
  return /[-_]/.test(id);
}

function holdsToken(text: string, id: string): boolean {
  for (let at = text.indexOf(id); at !== -1; at = text.indexOf(id, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + id.length)];
    if (!/[\w-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}

function repliesIn(text: string, { turns }: Golden): number[] {
  return turns
    .filter(({ reference_reply: reply }) => wordsOf(reply).length >= TELLING_WORDS && text.includes(reply))
    .map(({ index }) => index);
}

function fieldsOf(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => fieldsOf(item));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...fieldsOf(member)]);
}
