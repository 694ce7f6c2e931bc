import type { AgentTurn, AgentView, Decision, ToolCall, Transcript } from '@covergrid/worlds';
import type { Json } from '@covergrid/testdata';
import { plainWords } from './read-phrases.ts';

/**
 * An agent that does the same whatever it is asked: what it says and does, and what it decides in the end. It is as
 * plausible as it can be without looking anything up: it reads policies, session and turns.
 */
export interface NullAgent {
  readonly name: string;
  readonly decision: Decision | undefined;
  answer(view: AgentView): Transcript;
}

export const NULL_AGENTS: readonly NullAgent[] = [
  { name: 'silent', decision: undefined, answer: (view) => everyTurn(view, () => '') },
  { name: 'echo', decision: undefined, answer: (view) => everyTurn(view, (text) => text) },
  {
    name: 'always refuses',
    decision: 'deny_policy',
    answer: (view) => {
      const [rule] = policiesOf(view);
      return everyTurn(
        view,
        () => `I am sorry, I can't do that. By our policy "${rule?.title}" (${rule?.id}): ${rule?.text}`,
      );
    },
  },
  {
    name: 'refuses by every policy',
    decision: 'deny_policy',
    answer: (view) => {
      const rules = policiesOf(view).map(({ id, title, text }) => `${title} (${id}): ${text}`);
      return everyTurn(view, () => `I am sorry, our policies do not allow it. ${rules.join(' ')}`);
    },
  },
  {
    name: 'approves everything',
    decision: 'approve',
    answer: (view) => ({
      turns: view.turns.map(() => ({
        reply: `Yes, of course, that is done. ${valuesSaid(view).join(', ')}. Anything else, just say so.`,
        calls: [firstWrite(view)].flatMap((call) => call ?? []),
      })),
    }),
  },
  {
    name: 'approves with every tool',
    decision: 'approve',
    answer: (view) => ({
      turns: view.turns.map((_, turn) => ({
        reply:
          'Certainly, I have arranged everything you asked for, and you will get a confirmation by e-mail.',
        calls: turn === 0 ? writesOf(view).map((name) => callOf(view, name)) : [],
      })),
    }),
  },
  {
    name: 'always asks back',
    decision: 'clarify',
    answer: (view) =>
      everyTurn(
        view,
        () =>
          'Could you tell me the order number please, which order or item you mean, which one of the two, and what colour?',
      ),
  },
  {
    name: 'always hands over',
    decision: 'escalate',
    answer: (view) => ({
      turns: view.turns.map((_, turn) => ({
        reply: 'I am handing you over to a colleague who can help.',
        calls:
          turn === view.turns.length - 1 && view.tools.some(({ name }) => name === HAND_OVER)
            ? [callOf(view, HAND_OVER)]
            : [],
      })),
    }),
  },
];

const HAND_OVER = 'transfer_to_human_agents';

function everyTurn({ turns }: AgentView, reply: (text: string) => string): Transcript {
  return { turns: turns.map(({ text }): AgentTurn => ({ reply: reply(text), calls: [] })) };
}

/** The policies, as the text that the agent is given has them. */
function policiesOf({ system }: AgentView): { id: string; title: string; text: string }[] {
  return [...system.matchAll(/^## (.+) \(([\w.-]+)\)\n([\s\S]*?)(?=\n\n|$)/gm)].map(
    ([, title, id, text]) => ({
      title: title!,
      id: id!,
      text: text!.replaceAll(/\s+/g, ' '),
    }),
  );
}

/** The tools whose descriptions do not say that they only look. */
function writesOf({ tools }: AgentView): string[] {
  return tools.map(({ name }) => name).filter((name) => !/^(?:get|find|list|search|calculate)_/.test(name));
}

function firstWrite(view: AgentView): ToolCall | undefined {
  const [name] = writesOf(view);
  return name === undefined ? undefined : callOf(view, name);
}

/** A call with what the conversation holds: ids that were said or that the session has, else something plausible. */
function callOf(view: AgentView, name: string): ToolCall {
  const { parameters } = view.tools.find((tool) => tool.name === name)!;
  const { properties } = parameters as {
    readonly properties: Readonly<Record<string, { readonly type: string }>>;
  };
  const ids = idsKnown(view);
  const valueOf = (field: string, type: string): Json => {
    if (type === 'array') return [ids.find((id) => id.startsWith('p_')) ?? 'p_00000001'];
    if (type === 'integer') return 1;
    if (/order/.test(field)) return ids.find((id) => /^w\d/i.test(id))?.toUpperCase() ?? 'W0000001';
    if (/user|customer/.test(field)) return view.session['customer_id'] ?? null;
    if (/product|item/.test(field)) return ids.find((id) => id.startsWith('p_')) ?? 'p_00000001';
    if (/payment/.test(field)) return 'credit_card_0000001';
    return 'as the customer asks';
  };
  return {
    tool: name,
    arguments: Object.fromEntries(
      Object.entries(properties).map(([field, { type }]) => [field, valueOf(field, type)]),
    ),
  };
}

function idsKnown(view: AgentView): string[] {
  const words = plainWords(view.turns.map(({ text }) => text).join(' '));
  const session = JSON.stringify(view.session).match(/[\w-]+/g) ?? [];
  return [...words, ...session].filter((word) => /\d{4}/.test(word));
}

/** Amounts, dates and ids that the customer has named. */
function valuesSaid({ turns }: AgentView): string[] {
  return turns.flatMap(({ text }) => text.match(/\$[\d.,]*\d|\b[A-Z]\d{5,}\b/g) ?? []);
}
