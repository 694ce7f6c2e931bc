import type { Json } from '@covergrid/testdata';
import { decisionSchema, verdictSchema, type Golden } from '@covergrid/worlds';
import { z } from 'zod';
import type { Evidence } from '../evidence.ts';
import { askJudge } from '../judge.ts';
import { metricPlugin } from '../metric.ts';
import { isSameChange, type FreeValues } from '../same-change.ts';
import { scored, unscored, type Judgement } from '../score.ts';
import { votesSchema } from './criteria-judge.ts';

/**
 * The conversation came to the right outcome. What the agent did decides first: its calls are made again on the world of
 * the case, and have to change what the golden's do. Where nothing is to change and nothing did, the outcome that the
 * agent stated decides; where it stated none, the judge.
 */
export const outcomeMatch = metricPlugin({
  name: 'outcome_match',
  apiVersion: 1,
  options: z.strictObject({ votes: votesSchema }),
  create: ({ votes }, services) => ({
    kind: 'pass_fail',
    judgesAnswer: true,
    score: (evidence) => {
      const { golden } = evidence;
      if (golden === undefined) return [unscored('no_expectation', 'The case has no golden.')];
      const judgement = outcomeByActions(evidence) ?? outcomeByStatement(evidence);
      if (judgement !== undefined) return [judgement];
      const question = { criteria: [criterionOf(golden)], votes, as: 'pass_fail' } as const;
      return askJudge(evidence, question, services).then((asked) => [
        { ...asked, metadata: { ...asked.metadata, by: 'judge' } },
      ]);
    },
  }),
});

/** What the calls say of the outcome; undefined where nothing was to change and nothing did, or there is no world. */
export function outcomeByActions(evidence: Evidence): Judgement | undefined {
  const { golden, change } = evidence;
  if (golden === undefined || change === undefined) return undefined;
  const by = { by: 'actions' };
  if (golden.final_state.length === 0)
    return change.length === 0 ? undefined : scored(0, 'Something was changed, and nothing was to be.', by);
  if (change.length === 0) return scored(0, 'Nothing was changed, and something was to be.', by);
  return isSameChange(golden.final_state, change, freeValues(evidence, golden))
    ? scored(1, 'The calls changed what they were to change.', by)
    : scored(0, 'The calls changed something else than they were to.', by);
}

/** What the stated outcome says: everything of it that the golden speaks of has to agree. */
function outcomeByStatement({ golden, result }: Pick<Evidence, 'golden' | 'result'>): Judgement | undefined {
  if (golden === undefined || result.outcome === null) return undefined;
  const { final_outcome: right } = golden;
  const { decision, verdict, remedy, amount } = result.outcome;
  const isDecision = decisionSchema.safeParse(decision).success;
  // Words of its own for what it decided are for the judge.
  if (!isDecision && !verdictSchema.safeParse(verdict).success) return undefined;
  const stated: [string, Json | undefined, Json | undefined][] = [
    isDecision ? ['decision', decision, right.decision] : ['verdict', verdict, right.verdict],
    ['remedy', remedy, right.remedy],
    ['amount', right.amount === undefined ? undefined : amount, right.amount],
  ];
  const wrong = stated.find(([, said, wanted]) => said !== undefined && said !== null && said !== wanted);
  const metadata = {
    by: 'statement',
    stated: { decision: decision ?? null, verdict: verdict ?? null, remedy: remedy ?? null },
  };
  return wrong === undefined
    ? scored(1, 'The agent stated the right outcome.', metadata)
    : scored(
        0,
        `The agent stated the ${wrong[0]} ${JSON.stringify(wrong[1])}; right is ${JSON.stringify(wrong[2] ?? null)}.`,
        metadata,
      );
}

/** What the golden lets a call choose, and what was chosen. */
function freeValues({ writes }: Evidence, { expected_actions }: Golden): FreeValues {
  const free = expected_actions.map(({ tool, arguments: args, compare_args }) => ({
    tool,
    names: Object.keys(args).filter((name) => !compare_args.includes(name)),
    args,
  }));
  return {
    expected: free.flatMap(({ names, args }) => names.map((name) => args[name] ?? null)),
    actual: free.flatMap(({ tool, names }) =>
      writes.flatMap((call) => (call.tool === tool ? names.map((name) => call.arguments[name] ?? null) : [])),
    ),
  };
}

function criterionOf({ final_outcome: { decision, remedy, reason_code, amount } }: Golden): string {
  const sum = amount === undefined ? '' : `, amount ${(amount / 100).toFixed(2)}`;
  return `The agent's final answer to the customer's request comes to this outcome and no other: decision "${decision}", remedy "${remedy}"${sum} (reason: ${reason_code}).`;
}
