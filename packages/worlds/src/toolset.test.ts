import { expect, test } from 'vitest';
import { loadLibrary } from '../test/library.ts';
import { pointsOf } from '../test/library-points.ts';
import { buildCase } from './build-case.ts';
import { replay } from './replay.ts';
import { compileVertical } from './vertical.ts';

const sources = await loadLibrary();
const vertical = compileVertical(sources);
const [point] = pointsOf(sources);
if (point === undefined) throw new Error('The library has scenarios.');
const { world, names, session, playbook } = buildCase(vertical, point, { seed: 1 });
const { toolset } = playbook;
const loan = names['loan'] as { loan_id: string; due_at: string; book_id: string; member_id: string };

test('a tool that reads gives what it finds and leaves the state', () => {
  const found = toolset.call(world, { tool: 'get_loan', arguments: { loan_id: loan.loan_id } }, session);
  expect(found).toEqual({ ok: true, state: world, result: loan });
  expect(found.state).toBe(world);
});

test('a tool that writes gives what it declares, and a new state', () => {
  const before = structuredClone(world);
  const renewed = toolset.call(
    world,
    { tool: 'renew_loan', arguments: { loan_id: loan.loan_id, days: 1 } },
    session,
  );
  expect(renewed).toMatchObject({ ok: true, result: { loan_id: loan.loan_id } });
  expect((renewed.state['loans'] as Record<string, unknown>)[loan.loan_id]).toMatchObject({ renewals: 1 });
  expect(world).toEqual(before);
});

test('what a call creates is the same each time', () => {
  const call = { tool: 'place_hold', arguments: { book_id: loan.book_id } };
  expect(toolset.call(world, call, session)).toEqual(toolset.call(world, call, session));
});

test('a tool knows who is signed in, and needs no argument for it', () => {
  const call = { tool: 'place_hold', arguments: { book_id: loan.book_id } };
  expect(toolset.call(world, call, session)).toMatchObject({ result: { member_id: loan.member_id } });
  expect(toolset.call(world, call, { member_id: 'nobody' })).toMatchObject({ ok: false });
});

test.each([
  ['no_such_tool', {}, 'unknown_tool', 'There is no tool no_such_tool.'],
  ['get_loan', {}, 'invalid_arguments', 'The arguments must have loan_id.'],
  ['get_loan', { loan_id: 5 }, 'invalid_arguments', 'loan_id must be text.'],
  ['get_loan', { loan_id: 'L1', more: 1 }, 'invalid_arguments', 'The arguments must not have more.'],
  ['get_loan', { loan_id: '__proto__' }, 'not_found', 'Nothing was found for these arguments.'],
  ['renew_loan', { loan_id: 'L1', days: 15 }, 'invalid_arguments', 'days must be at most 14.'],
  ['renew_loan', { loan_id: 'L1', days: 1.5 }, 'invalid_arguments', 'days must be a whole number.'],
  ['renew_loan', { loan_id: '', days: 1 }, 'no_loan', 'Which loan?'],
  ['renew_loan', { loan_id: 'L1', days: 1 }, 'loan_not_found', 'There is no loan "L1".'],
])('%s of %o is refused: %s', (tool, args, error, message) => {
  expect(toolset.call(world, { tool, arguments: args }, session)).toEqual({
    ok: false,
    state: world,
    error,
    message,
  });
});

test('a replay goes on after a failure, and names the first', () => {
  const renew = { tool: 'renew_loan', arguments: { loan_id: loan.loan_id, days: 1 } };
  const { results, failure, state } = replay(toolset, world, [renew, renew, renew, renew], session);
  expect(results.map(({ ok }) => ok)).toEqual([true, true, false, false]);
  expect(failure).toBe('The call of "renew_loan" fails: The loan was renewed twice.');
  expect((state['loans'] as Record<string, { renewals: number }>)[loan.loan_id]?.renewals).toBe(2);
});

test('an agent is told of no guard and no effect', () => {
  for (const card of toolset.cards) expect(Object.keys(card)).toEqual(['name', 'description', 'parameters']);
});
