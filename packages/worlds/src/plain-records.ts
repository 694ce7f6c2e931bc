import type { Case } from './build-case.ts';
import type { Conversation, Golden } from './records-schema.ts';

/** The plainest conversation and golden of a case, one turn and one reply: what probes prove. */
export function plainRecords(
  built: Case,
  request: string,
  reply: string,
): { readonly conversation: Conversation; readonly golden: Golden } {
  const { point, outcome, names, draws, playbook, attack, twin } = built;
  const refused = twin === undefined ? (attack?.mustNot ?? []) : [];
  const criteria = [...outcome.criteria, ...(twin?.grants?.criteria ?? [])];
  const ids = {
    conversation_id: `${point.scenario_id}.${built.variant}`,
    scenario_id: point.scenario_id,
    dataset_id: 'probe',
  };
  return {
    conversation: {
      schema: 'covergrid/conversation@2',
      ...ids,
      domain: point.domain,
      behavior: point.behavior,
      axes: { ...point.axes },
      difficulty: 'easy',
      variant: built.variant,
      persona: {},
      system: '',
      tools: [...playbook.toolset.cards],
      session: { ...built.session },
      world: built.world as Conversation['world'],
      turns: [{ index: 0, role: 'user', text: request }],
      metadata: {},
    },
    golden: {
      schema: 'covergrid/golden-entry@2',
      ...ids,
      turns: [{ index: 0, act: 'answer', reference_reply: reply, constraints: [] }],
      final_outcome: built.finalOutcome,
      policy: built.policy,
      availability: built.availability,
      constraints: [...built.constraints, ...refused.flatMap((make) => make({ names, draws }) ?? [])],
      expected_actions: [...built.actions],
      final_state: [...built.finalState],
      must_communicate: [...built.communicates],
      evaluation_criteria: criteria.flatMap((phrase) => phrase.render(0, names) ?? []),
    },
  };
}
