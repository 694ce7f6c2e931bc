import { expect, test } from 'vitest';
import { ProgressLine } from './progress-line.ts';
import { textStream } from '../../test/captured-screen.ts';

function lineAt(times: readonly number[], columns?: number): { line: ProgressLine; shown: string[] } {
  const shown: string[] = [];
  const clock = [...times];
  const stream = textStream((text) => shown.push(text.replace('\r\u001b[K', '')), columns);
  return { line: new ProgressLine(stream, () => clock.shift() ?? 0), shown };
}

test('says nothing in a pipe', () => {
  const { line, shown } = lineAt([0, 1000]);
  line.update({ phase: 'scenarios', done: 1, total: 2 });
  line.clear();
  expect(shown).toEqual([]);
});

test('tells rate and time left once there is something to go by', () => {
  const { line, shown } = lineAt([0, 50, 2000], 80);
  line.update({ phase: 'scenarios', done: 1000, total: 9000 });
  line.update({ phase: 'scenarios', done: 1001, total: 9000 });
  line.update({ phase: 'scenarios', done: 3000, total: 9000 });
  line.clear();
  expect(shown).toEqual([
    'scenarios 11 % (1,000 of 9,000)',
    'scenarios 33 % (3,000 of 9,000), 1,000/s, 6 s left',
    '',
  ]);
});

test('never wraps', () => {
  const { line, shown } = lineAt([0], 30);
  line.update({ phase: 'a very long name of a phase that would wrap', done: 0, total: 0 });
  expect(shown[0]).toHaveLength(29);
});
