import { expect, test } from 'vitest';
import { loadLibrary } from '../test/library.ts';
import { pointsOf } from '../test/library-points.ts';
import { buildCase, type CasePoint } from './build-case.ts';
import { lintDecisionTable } from './decision-table.ts';
import { lintPlaybook } from './lint-playbook.ts';
import { plainRecords } from './plain-records.ts';
import { probePlaybook } from './probe-playbook.ts';
import { proveGolden } from './prove-golden.ts';
import { conversationSchema, goldenSchema } from './records-schema.ts';
import { compileVertical } from './vertical.ts';

const sources = await loadLibrary();
const vertical = compileVertical(sources);
const points = pointsOf(sources);

function point(behavior: string, renewals: string, demand: string): CasePoint {
  const found = points.find(
    ({ behavior: is, axes }) => is === behavior && axes['renewals'] === renewals && axes['demand'] === demand,
  );
  if (found === undefined) throw new Error('There is no such scenario.');
  return found;
}

test('the library has no fault', () => {
  expect(sources.playbooks.flatMap((playbook) => lintPlaybook(playbook, sources))).toEqual([]);
  expect(lintDecisionTable(sources.decisionTable.value, sources.decisionTable.document)).toEqual([]);
});

test('every golden of every case is proven', () => {
  const failures = points.flatMap((each) =>
    [0, 1, 2, 3, 4].flatMap((variant) => {
      const built = buildCase(vertical, each, { seed: 1, variant });
      const reply = built.outcome.replies[0]?.render(0, built.names) ?? '';
      const { conversation, golden } = plainRecords(built, 'Hello', reply);
      expect(() => conversationSchema.parse(conversation)).not.toThrow();
      expect(() => goldenSchema.parse(golden)).not.toThrow();
      return proveGolden(vertical, built, conversation, golden);
    }),
  );
  expect(failures).toEqual([]);
});

test('classes decide, and overrides before them', () => {
  const outcomes = new Map<string, Set<string>>();
  for (const each of points)
    for (const variant of [0, 1, 2, 3]) {
      const built = buildCase(vertical, each, { seed: 1, variant });
      const key = `${each.axes['renewals']} ${each.axes['demand']}`;
      outcomes.set(key, (outcomes.get(key) ?? new Set()).add(built.outcome.name));
    }
  expect(Object.fromEntries([...outcomes].map(([key, names]) => [key, [...names].toSorted()]))).toEqual({
    'fresh quiet': ['approve', 'card-first'],
    'fresh queued': ['deny_unavailable'],
    'last quiet': ['approve', 'card-first'],
    'last queued': ['deny_unavailable'],
    'spent quiet': ['deny_policy'],
    'spent queued': ['deny_policy'],
  });
});

test('the right answer is carried out on the world', () => {
  const built = [0, 1, 2, 3, 4, 5]
    .map((variant) => buildCase(vertical, point('plain', 'last', 'quiet'), { seed: 1, variant }))
    .find(({ outcome }) => outcome.name === 'approve');
  expect(built?.finalState).toEqual([
    {
      collection: 'loans',
      key: built?.actions[1]?.arguments['loan_id'],
      before: { due_at: built?.facts['due_at'], renewals: 1 },
      after: { due_at: built?.facts['new_due_at'], renewals: 2 },
    },
  ]);
  expect(built?.constraints.map(({ id }) => id)).toEqual(['tells-1', 'discloses-last-renewal', 'calls-1']);
});

test('what a behavior deals is dealt', () => {
  const built = (behavior: string) => buildCase(vertical, point(behavior, 'fresh', 'quiet'), { seed: 1 });
  expect(built('plain')).toMatchObject({
    wishes: [],
    missing: undefined,
    slip: undefined,
    attack: undefined,
  });
  expect(
    built('listing')
      .wishes.map(({ wish }) => wish.id)
      .toSorted(),
  ).toEqual(['no-hold', 'that-loan']);
  expect(built('vague').missing?.id).toBe('which-loan');
  const { slip, names } = built('correcting');
  expect(slip?.last).toBe((names['loan'] as { loan_id: string }).loan_id);
  expect(slip?.first).not.toBe(slip?.last);
  expect(built('trap').attack?.id).toBe('authority');
  const final = buildCase(vertical, point('trap', 'spent', 'quiet'), { seed: 1 });
  expect(final.attack?.id).toBe('false-premise');
});

test('probes find nothing wrong, but what never comes up', () => {
  const issues = probePlaybook(vertical, 'renewals', points, { seed: 1 });
  expect(issues.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'PLAYBOOK_UNREACHABLE "gone" never came up in 240 cases.',
  ]);
});

test('the places of a cell are its scenarios, those that a final row decides in one piece', () => {
  const cell = points.filter(({ behavior }) => behavior === 'plain');
  const places = cell.map(({ axes }) => vertical.cellIndex(axes));
  expect(places.toSorted((a, b) => a - b)).toEqual(cell.map((_, place) => place));
  const final = cell.filter(({ axes }) => vertical.decide(vertical.classesOf(axes))?.final === true);
  const [first, ...rest] = final.map(({ axes }) => vertical.cellIndex(axes)).toSorted((a, b) => a - b);
  expect(rest).toEqual(rest.map((_, index) => Number(first) + index + 1));
});
