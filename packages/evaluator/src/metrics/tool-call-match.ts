import { equalJson, member } from '@covergrid/testdata';
import type { ExpectedAction } from '@covergrid/worlds';
import { z } from 'zod';
import type { MadeCall } from '../evidence.ts';
import { metricPlugin } from '../metric.ts';
import { scored, unscored } from '../score.ts';

const optionsSchema = z.strictObject({
  order: z.enum(['any', 'same']).default('any').describe('same: the expected calls come in their order.'),
  arguments: z
    .enum(['compared', 'exact', 'ignored'])
    .default('compared')
    .describe('compared: those that the golden names for it; exact: all, and no others.'),
  extra: z
    .enum(['allowed', 'no_writes', 'none'])
    .default('no_writes')
    .describe('Calls besides: no_writes: none that changes something.'),
});

/** The share of the golden's calls that were made, among those that should not have been. */
export const toolCallMatch = metricPlugin({
  name: 'tool_call_match',
  apiVersion: 1,
  options: optionsSchema,
  create: (options) => ({
    kind: 'degree',
    judgesAnswer: true,
    score: ({ golden, calls, writes }) => {
      if (golden === undefined) return [unscored('no_expectation', 'The case has no golden.')];
      const expected = golden.expected_actions.toSorted((a, b) => a.order - b.order);
      const { missing } = match(expected, calls, options);
      // A call at the wrong time is missing where it should be, and nothing besides.
      const { matched } = match(expected, calls, { ...options, order: 'any' });
      const counted = options.extra === 'none' ? calls : options.extra === 'no_writes' ? writes : [];
      const extra = counted.filter((call) => !matched.has(call)).map(({ tool }) => tool);
      const total = expected.length + extra.length;
      const met = expected.length - missing.length;
      return [
        scored(
          total === 0 ? 1 : met / total,
          `${met} of ${expected.length} calls were made, ${extra.length} besides.`,
          {
            missing,
            extra,
          },
        ),
      ];
    },
  }),
});

/** Gives each expected call the first made one that fits and is left; in their order, the first after the last. */
function match(
  expected: readonly ExpectedAction[],
  calls: readonly MadeCall[],
  { order, arguments: how }: z.output<typeof optionsSchema>,
): { matched: ReadonlySet<MadeCall>; missing: string[] } {
  const matched = new Set<MadeCall>();
  const missing: string[] = [];
  let from = 0;
  for (const action of expected) {
    const place = calls.findIndex(
      (call, at) => (order === 'any' || at >= from) && !matched.has(call) && fits(action, call, how),
    );
    const call = calls[place];
    if (call === undefined) {
      missing.push(action.tool);
      continue;
    }
    matched.add(call);
    from = place + 1;
  }
  return { matched, missing };
}

function fits(
  action: ExpectedAction,
  call: MadeCall,
  how: z.output<typeof optionsSchema>['arguments'],
): boolean {
  if (action.tool !== call.tool) return false;
  if (how === 'ignored') return true;
  if (how === 'exact') return equalJson(action.arguments, call.arguments);
  return action.compare_args.every((name) =>
    equalJson(member(action.arguments, name), member(call.arguments, name)),
  );
}
