import type { Case } from './build-case.ts';
import type { Phrase } from './phrase.ts';
import type { Conversation, Golden } from './records-schema.ts';

/**
 * The plainest conversation and golden of a case: what else is asked, where something is, then one request and one
 * reply. It is what probes prove.
 *
 * @param second a reply to what else is asked; without one, its first
 */
export function plainRecords(
  built: Case,
  request: string,
  reply: string,
  second?: string,
): { readonly conversation: Conversation; readonly golden: Golden } {
  const { point, outcome, names, draws, playbook, attack, twin, secondIntent } = built;
  const refused = twin === undefined ? (attack?.mustNot ?? []) : [];
  const criteria = [...outcome.criteria, ...(twin?.grants?.criteria ?? [])];
  const first = (phrases: readonly Phrase[] = []): string =>
    phrases.flatMap((phrase) => phrase.render(0, names) ?? [])[0] ?? '';
  const intent = secondIntent?.intent;
  const said = [...(intent === undefined ? [] : [first(intent.says)]), request];
  const replies = [
    ...(secondIntent === undefined
      ? []
      : [
          {
            reference_reply: second ?? first(intent?.replies),
            constraints: [...secondIntent.answer.constraints],
          },
        ]),
    { reference_reply: reply, constraints: [] },
  ];
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
      turns: said.map((text, index) => ({ index, role: 'user', text })),
      metadata: {},
    },
    golden: {
      schema: 'covergrid/golden-entry@2',
      ...ids,
      turns: replies.map((each, index) => ({ index, act: 'answer', ...each })),
      final_outcome: built.finalOutcome,
      policy: built.policy,
      availability: built.availability,
      constraints: [...built.constraints, ...refused.flatMap((make) => make({ names, draws }) ?? [])],
      expected_actions: [...built.actions],
      final_state: [...built.finalState],
      must_communicate: [...(secondIntent?.answer.communicates ?? []), ...built.communicates],
      evaluation_criteria: criteria.flatMap((phrase) => phrase.render(0, names) ?? []),
    },
  };
}
