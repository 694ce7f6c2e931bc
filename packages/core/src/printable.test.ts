import { expect, test } from 'vitest';
import { printable, quoted } from './printable.ts';

test('escapes what moves the cursor, reorders text or shows nothing', () => {
  expect(printable('a\u001b[31m\n\u202eb\u200b\ud800')).toBe(
    'a\\u{1b}[31m\\u{a}\\u{202e}b\\u{200b}\\u{d800}',
  );
});

test('leaves letters of any script and whole emoji alone', () => {
  expect(printable('Größe 尺寸 😀')).toBe('Größe 尺寸 😀');
});

test('shortens what is long', () => {
  expect(quoted('x'.repeat(100))).toBe(`"${'x'.repeat(80)}…"`);
});
