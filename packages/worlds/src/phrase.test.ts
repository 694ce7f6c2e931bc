import { expect, test } from 'vitest';
import { parsePhrase, type Phrase } from './phrase.ts';

function phrase(text: string): Phrase {
  const parsed = parsePhrase(text);
  if (parsed.phrase === undefined) throw new Error(parsed.issues.join('; '));
  return parsed.phrase;
}

function forms(text: string, names = {}): (string | undefined)[] {
  const parsed = phrase(text);
  return Array.from({ length: parsed.forms }, (_, form) => parsed.render(form, names));
}

test('alternations multiply, nest, and may be empty', () => {
  expect(forms('(hi|hello (there|you)|) Ana(!|)')).toEqual([
    'hi Ana!',
    'hello there Ana!',
    'hello you Ana!',
    'Ana!',
    'hi Ana',
    'hello there Ana',
    'hello you Ana',
    'Ana',
  ]);
});

test('parentheses without a choice, and what is escaped, are text', () => {
  expect(forms('ok (thanks) a|b \\(x\\|y\\)')).toEqual(['ok (thanks) a|b (x|y)']);
});

test('an empty branch leaves no double space, and none before punctuation', () => {
  expect(forms('can you (please|) , (kindly|) help {{ name }} (now|)?', { name: 'Bo' })[3]).toBe(
    'can you, help Bo now?',
  );
  expect(forms('wait (a bit|) ...')[1]).toBe('wait...');
});

test('slots take own properties only, and a missing one makes no form', () => {
  expect(forms('{{ order.lines.0.price | money }}', { order: { lines: [{ price: 123_450 }] } })).toEqual([
    '$1,234.50',
  ]);
  expect(forms('{{ order.constructor }}', { order: {} })).toEqual([undefined]);
  expect(forms('{{ toString }}')).toEqual([undefined]);
  expect(forms('(a {{ gone }}|b)')).toEqual([undefined, 'b']);
});

test('what a slot holds is text, whatever it looks like', () => {
  expect(forms('{{ note }}', { note: '{{ secret }} (a|b)  {% if %}' })).toEqual([
    '{{ secret }} (a|b)  {% if %}',
  ]);
});

test.each([
  ['money', 8900, '$89.00'],
  ['dollars', 8900, '$89'],
  ['dollars', 8950, '$89.50'],
  ['plain', 100, '1.00'],
  ['percent', 12, '12%'],
  ['ordinal', 11, '11th'],
  ['ordinal', 22, '22nd'],
  ['words', 3, 'three'],
  ['count: "day"', 1, '1 day'],
  ['count: "day"', 12, '12 days'],
  ['date', '2026-05-03T10:00:00Z', 'May 3, 2026'],
  ['day', '2026-05-03', 'May 3'],
  ['weekday', '2026-11-21T05:42:00Z', 'Saturday'],
  ['capital | upper', 'ab', 'AB'],
  ['list', ['a', 'b', 'c'], 'a, b and c'],
  ['size', ['a'], '1'],
  ['money', 'x', undefined],
])('the filter %s', (filter, value, expected) => {
  expect(forms(`{{ x | ${filter} }}`, { x: value })).toEqual([expected]);
});

test.each([
  ['(a|b', 'not closed'],
  ['{{ a', 'not closed'],
  ['{{ a.b() }}', 'no path'],
  ['{{ a | mony }}', 'Did you mean "money"?'],
  ['{% if a %}', 'no logic'],
  ['(a|b)'.repeat(20), 'more than 100000 forms'],
])('%s is refused', (text, message) => {
  expect(parsePhrase(text).issues.join()).toContain(message);
});

test('masked forms show the slots as written', () => {
  expect(phrase('(where|when) is {{ order.order_id }}').masked(1)).toBe('when is {{ order.order_id }}');
});
