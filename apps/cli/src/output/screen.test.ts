import { describe, expect, test } from 'vitest';
import { textStream } from '../../test/captured-screen.ts';
import { Screen } from './screen.ts';

const pipe = textStream(() => undefined);
const terminal = (columns: number): typeof pipe => textStream(() => undefined, columns);

describe('the width', () => {
  test.each([
    ['of a pipe', pipe, undefined, 120],
    ['of a terminal', terminal(66), undefined, 66],
    ['of COLUMNS in a pipe', pipe, '50', 50],
    ['of COLUMNS on a terminal', terminal(66), '200', 200],
    ['of a very narrow terminal', terminal(12), undefined, 40],
    ['of a very narrow COLUMNS', pipe, '1', 40],
  ])('%s', (_, stream, columns, width) => {
    expect(new Screen(stream, stream, columns).width).toBe(width);
  });

  test.each(['', '0', '-80', '80.5', '8e1', 'wide', ' 80', '99999999999'])(
    'is not that of COLUMNS=%j',
    (columns) => {
      expect(new Screen(terminal(66), pipe, columns).width).toBe(66);
    },
  );
});

test('a sentence is broken where the width is known, and left alone in a pipe', () => {
  const sentence = 'A sentence of some words, wider than a narrow terminal is.';
  expect(new Screen(pipe, pipe).prose(sentence)).toBe(sentence);
  expect(new Screen(terminal(40), pipe).prose(sentence, '  ')).toBe(
    'A sentence of some words, wider than a\n  narrow terminal is.',
  );
  const screen = new Screen(pipe, terminal(40));
  expect(screen.prose(sentence)).toBe(sentence);
  expect(screen.noteProse(sentence).split('\n')).toHaveLength(2);
});
