import { summarizeConversations } from '@covergrid/datasets';
import type { ConversationsReportInput } from '../../src/conversations/conversations-report.ts';
import type { CoverageReportInput } from '../../src/coverage-report.ts';

type Summarized = Parameters<typeof summarizeConversations>[0];
type Pair = Summarized extends AsyncIterable<infer Each> ? Each : never;

/** What a conversation is made from; the rest is the same for all. */
export interface Made {
  readonly domain: string;
  readonly behavior: string;
  readonly texts: readonly string[];
  readonly reply?: string;
  readonly technique?: string;
  readonly decision?: Pair['golden']['final_outcome']['decision'];
  readonly verdict?: Pair['golden']['final_outcome']['verdict'];
}

/** A report's input on some conversations of a grid, without any generator: written by hand, or counted out. */
export async function conversationsInput(
  { manifest, taxonomy, exclusions }: CoverageReportInput,
  gap: readonly string[],
  made: readonly Made[],
): Promise<ConversationsReportInput> {
  async function* records(): AsyncGenerator<Pair> {
    for (const [index, each] of made.entries()) yield recordOf(each, index);
  }
  const summary = await summarizeConversations(records());
  const { conversations, turns } = summary.stats;
  return {
    manifest: { ...manifest, conversations: { domains_without_playbook: [...gap].toSorted() } },
    taxonomy,
    exclusions,
    datasets: [
      {
        dataset_id: `${taxonomy.id}.all`,
        version: '1.0.0',
        path: 'all',
        conversations,
        turns,
        sha256: '0123456789abcdef'.repeat(4),
      },
    ],
    summary,
    madeFrom: 'fedcba9876543210'.repeat(4),
  };
}

function recordOf(made: Made, index: number): Pair {
  const { domain, behavior, texts, technique, reply = 'Done.' } = made;
  const ids = {
    conversation_id: `cnv_${String(index).padStart(24, '0')}_0`,
    scenario_id: `scn_${String(index).padStart(24, '0')}`,
    dataset_id: 'all',
  };
  const demand = {
    id: 'c1',
    kind: 'must_ask' as const,
    parameters: { about: 'order', any_of: ['order'] },
    text: 'Asks for the order.',
  };
  return {
    conversation: {
      schema: 'covergrid/conversation@2',
      ...ids,
      domain,
      behavior,
      axes: { stock: 'none' },
      difficulty: 'easy',
      variant: 0,
      persona: { manner: 'plain' },
      ...(technique !== undefined && { technique }),
      system: 'Be kind.',
      tools: [],
      session: {},
      world: { now: '2026-01-02T03:04:05Z' },
      turns: texts.map((text, at) => ({ index: at, role: 'user', text })),
      metadata: { circumstance: index % 3 === 0 ? 'damaged' : 'ordinary' },
    },
    golden: {
      schema: 'covergrid/golden-entry@2',
      ...ids,
      turns: texts.map((_, at) => ({
        index: at,
        act: at + 1 === texts.length ? ('answer' as const) : ('wait' as const),
        reference_reply: at + 1 === texts.length ? reply : '',
        constraints: at === 0 ? [demand] : [],
      })),
      final_outcome: {
        decision: made.decision ?? 'approve',
        verdict: made.verdict ?? 'ALLOW',
        remedy: 'none',
        reason_code: 'fine',
        policy_ids: ['p.one'],
      },
      policy: { id: 'p.one', boundary: 'within', quantity: 'days', value: 3, limit: 30, flags: [] },
      availability: 'in-stock',
      constraints: [demand],
      expected_actions: [],
      final_state: [],
      must_communicate: [],
      evaluation_criteria: ['Is kind.', 'Is right.', 'Is brief.'],
    },
  };
}

/** So many conversations, spread over the cells of a grid outside of the gap. */
export function manyConversations(
  { taxonomy }: CoverageReportInput,
  gap: readonly string[],
  count: number,
): Made[] {
  const domains = taxonomy.domains.filter(({ id }) => !gap.includes(id));
  return Array.from({ length: count }, (_, index) => {
    const behavior = taxonomy.behaviors[index % taxonomy.behaviors.length]!.id;
    const domain = domains[Math.floor(index / taxonomy.behaviors.length) % domains.length]!.id;
    return {
      domain,
      behavior,
      texts: [`hello number ${index}`, `about ${domain} and ${behavior}, please`, 'thanks'].slice(
        0,
        1 + (index % 3),
      ),
      ...(behavior === 'adversarial' && { technique: ['urgency', 'threat', 'encoding'][index % 3]! }),
      ...(index % 4 === 0 && { decision: 'deny_policy' as const, verdict: 'DENY' as const }),
    };
  });
}
