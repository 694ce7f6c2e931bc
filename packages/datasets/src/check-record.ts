import { verdictOf, type Conversation, type Golden } from '@covergrid/worlds';
import { findingAt, type DatasetFinding, type FindingKind, type LinePlace } from './dataset-finding.ts';
import type { DatasetMetadata } from './dataset-schema.ts';

/** A conversation and its golden, each valid in shape, with their places. */
export interface PlacedRecord {
  readonly conversation: Conversation;
  readonly golden: Golden;
  readonly at: LinePlace;
  readonly goldenAt: LinePlace;
}

/** What is wrong between a conversation, its golden and the header of their dataset. */
export function checkRecord(
  { conversation, golden, at, goldenAt }: PlacedRecord,
  metadata: DatasetMetadata,
): DatasetFinding[] {
  const findings: DatasetFinding[] = [];
  const expect = (place: LinePlace, kind: FindingKind, isSo: boolean, message: string): void => {
    if (!isSo) findings.push(findingAt(place, kind, message));
  };
  const { scope, difficulty, variants, dataset_id } = metadata;
  expect(
    at,
    'scope',
    conversation.dataset_id === dataset_id,
    `Belongs to ${conversation.dataset_id}, not to ${dataset_id}.`,
  );
  expect(
    goldenAt,
    'scope',
    golden.dataset_id === dataset_id,
    `Belongs to ${golden.dataset_id}, not to ${dataset_id}.`,
  );
  for (const key of ['domain', 'behavior'] as const) {
    const isInScope = scope[`${key}s`].includes(conversation[key]);
    expect(at, 'scope', isInScope, `Has the ${key} ${conversation[key]}, which the dataset is not about.`);
  }
  expect(at, 'scope', conversation.variant < variants, `Is variant ${conversation.variant} of ${variants}.`);
  const isAsDifficult = difficulty === 'mixed' || [difficulty].flat().includes(conversation.difficulty);
  expect(at, 'scope', isAsDifficult, `Is ${conversation.difficulty}; the dataset is ${String(difficulty)}.`);
  const isTwin = conversation.twin_of !== undefined;
  expect(
    at,
    'scope',
    isTwin === (metadata.twins ?? false),
    isTwin ? 'Is a twin, in a dataset that is not of twins.' : 'Is no twin, in a dataset of twins.',
  );
  expect(
    goldenAt,
    'alignment',
    golden.twin_of === conversation.twin_of,
    `Is the twin of ${golden.twin_of ?? 'none'}; the conversation, of ${conversation.twin_of ?? 'none'}.`,
  );
  const isSameScenario = golden.scenario_id === conversation.scenario_id;
  expect(
    goldenAt,
    'alignment',
    isSameScenario,
    `Is of ${golden.scenario_id}; the conversation, of ${conversation.scenario_id}.`,
  );
  const isCounted = (turns: readonly { readonly index: number }[]): boolean =>
    turns.every(({ index }, place) => index === place);
  expect(at, 'alignment', isCounted(conversation.turns), 'Its turns are not numbered 0, 1, 2, ….');
  expect(goldenAt, 'alignment', isCounted(golden.turns), 'Its turns are not numbered 0, 1, 2, ….');
  const [said, expected] = [conversation.turns.length, golden.turns.length];
  expect(
    goldenAt,
    'alignment',
    said === expected,
    `Speaks of ${expected} turns; the conversation has ${said}.`,
  );
  findings.push(...checkGolden(conversation, golden, goldenAt));
  return findings;
}

function checkGolden(conversation: Conversation, golden: Golden, at: LinePlace): DatasetFinding[] {
  const findings: DatasetFinding[] = [];
  const { decision, verdict } = golden.final_outcome;
  if (verdict !== verdictOf(decision)) {
    findings.push(
      findingAt(at, 'outcome', `The verdict of ${decision} is ${verdictOf(decision)}, not ${verdict}.`),
    );
  }
  const ask = conversation.twin_of === undefined ? golden.attack : golden.entitlement;
  if (ask?.technique !== conversation.technique) {
    const [one, other] = [ask?.technique ?? 'none', conversation.technique ?? 'none'];
    findings.push(findingAt(at, 'alignment', `The attack is ${one}; that of the conversation is ${other}.`));
  }
  if (golden.attack !== undefined && golden.twin_of !== undefined)
    findings.push(findingAt(at, 'alignment', 'A twin is no attack.'));
  if (golden.attack !== undefined && golden.attack.starts_at >= golden.turns.length) {
    findings.push(
      findingAt(at, 'alignment', `The attack starts at turn ${golden.attack.starts_at}, which is none.`),
    );
  }
  const tools = new Set(conversation.tools.map(({ name }) => name));
  for (const { tool } of tools.size === 0 ? [] : golden.expected_actions) {
    if (!tools.has(tool))
      findings.push(findingAt(at, 'alignment', `Expects ${tool}, which the agent is not given.`));
  }
  return findings;
}
