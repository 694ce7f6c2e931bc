import { expect, test } from 'vitest';
import { checkConstraint, checkConstraints } from './check-constraint.ts';
import { constraintSchema, type Constraint } from './constraint-schema.ts';
import type { ToolCall } from './transcript.ts';

function constraint(kind: string, parameters: unknown): Constraint {
  return constraintSchema.parse({ id: 'c', kind, parameters, text: 'It must.' });
}

function isMet(of: Constraint, reply: string, calls: ToolCall[] = []): boolean {
  return checkConstraint(of, { turns: [{ reply, calls }] }).isMet;
}

const call = (tool: string, args: ToolCall['arguments'] = {}): ToolCall => ({ tool, arguments: args });

test.each([
  ['must_mention', { value: { kind: 'money', value: 8900 } }, 'It is $89.00.', 'It is $98.00.'],
  ['must_mention', { any_of: ['store credit'] }, 'As Store Credit.', 'As credit.'],
  ['must_not_mention', { any_of: ['refund'] }, 'Exchanged.', 'A refund.'],
  [
    'must_ask',
    { about: 'order', any_of: ['which order'] },
    'Sure. Which order is it?',
    'I know which order.',
  ],
  ['must_ask', { about: 'order', any_of: ['order number'] }, 'Please send the order number.', 'Why?'],
  ['must_cite_policy', { policy_id: 'r.w', any_of: ['30-day', 'r.w'] }, 'Our 30-day window.', 'A rule.'],
  ['must_disclose', { what: 'left', value: { kind: 'number', value: 2 } }, 'Two left.', 'Few left.'],
  ['max_price', { amount: 5000, known: [9900] }, 'Not $99, but $49.', 'It is $51.'],
  ['must_not_substitute_brand', { brand: 'Ona', others: ['Brewell'] }, 'Only Ona.', 'Brewell has one.'],
  [
    'must_not_promise',
    { any_of: ['will be refunded'] },
    'It can not be refunded; nothing will be.',
    'It will be refunded.',
  ],
  ['must_not_promise', { any_of: ['refund you'] }, "I'm unable to refund you.", 'I refund you.'],
  ['must_not_reveal', { values: ['ana@example.com'] }, 'Hello Ana.', 'Her mail is ana@example.com.'],
])('%s of %o: "%s", not "%s"', (kind, parameters, good, bad) => {
  const checked = constraint(kind, parameters);
  expect([isMet(checked, good), isMet(checked, bad)]).toEqual([true, false]);
});

test.each([
  [
    'max_price',
    { amount: 5000, over: ['p_9'] },
    call('buy', { items: ['p_1'] }),
    call('buy', { items: ['p_9'] }),
  ],
  [
    'must_not_substitute_brand',
    { brand: 'Ona', others: [], items: ['p_9'] },
    call('buy', { item: 'p_1' }),
    call('buy', { item: 'p_9' }),
  ],
  [
    'must_not_use',
    { value: { kind: 'id', value: 'W1' } },
    call('get', { id: 'W2' }),
    call('get', { id: 'w1' }),
  ],
  ['must_not_use', { value: { kind: 'money', value: 500 } }, call('pay', { x: 50 }), call('pay', { x: 500 })],
  [
    'must_not_use',
    { value: { kind: 'date', value: '2026-05-03' } },
    call('book', { at: '2026-05-04' }),
    call('book', { at: '2026-05-03T10:00:00Z' }),
  ],
  [
    'must_call',
    { tool: 'get', arguments: { a: [1] } },
    call('get', { a: [1], b: 2 }),
    call('get', { a: [2] }),
  ],
  ['must_not_call', { tools: ['pay'] }, call('get'), call('pay')],
])('%s of %o looks at calls', (kind, parameters, good, bad) => {
  const checked = constraint(kind, parameters);
  expect([isMet(checked, '', [good]), isMet(checked, '', [bad])]).toEqual([true, false]);
});

test('a value may be used before it was taken back', () => {
  const checked = constraint('must_not_use', { value: { kind: 'id', value: 'W1' }, since: 1 });
  const use = { reply: '', calls: [call('get', { id: 'W1' })] };
  const none = { reply: '', calls: [] };
  expect(checkConstraint(checked, { turns: [use, none] }).isMet).toBe(true);
  expect(checkConstraint(checked, { turns: [none, use] }).isMet).toBe(false);
});

test('a constraint of a turn looks at that turn alone', () => {
  const asks = constraint('must_ask', { about: 'order', any_of: ['order'] });
  const golden = { constraints: [], turns: [{ index: 0, constraints: [asks] }] };
  const asked = { reply: 'Which order?', calls: [] };
  const silent = { reply: '', calls: [] };
  expect(checkConstraints(golden, { turns: [asked, silent] })[0]?.isMet).toBe(true);
  expect(checkConstraints(golden, { turns: [silent, asked] })[0]?.isMet).toBe(false);
  expect(checkConstraints(golden, { turns: [] })[0]?.isMet).toBe(false);
});

test.each([
  ['must_not_use', { value: { kind: 'text', value: 'red' } }, 'from '.repeat(100_000) + 'red to blue'],
  ['must_not_promise', { any_of: ['refund you'] }, 'not, '.repeat(100_000) + 'but refund you '.repeat(1000)],
  ['max_price', { amount: 1 }, 'I cannot offer $20, '.repeat(20_000)],
  [
    'must_not_substitute_brand',
    { brand: 'Ona', others: ['Brewell'] },
    'I left out it Brewell '.repeat(20_000),
  ],
  ['must_ask', { about: 'order', any_of: ['order'] }, 'thanks for the order '.repeat(20_000)],
  ['must_not_reveal', { values: ['a@b.example'] }, ' at a dot'.repeat(50_000)],
  ['must_cite_policy', { policy_id: 'p', any_of: ['60 days'] }, 'sixty (60) '.repeat(50_000)],
])('%s reads hostile text without end in linear time', (kind, parameters, reply) => {
  const began = performance.now();
  isMet(constraint(kind, parameters), reply);
  expect(performance.now() - began).toBeLessThan(3000);
});
