import { expect, test } from 'vitest';
import { parseScenario } from './parse-scenario.ts';

test('one word is an id, pairs are values', () => {
  expect(parseScenario(['scn_1'])).toEqual({ id: 'scn_1' });
  expect(parseScenario(['domain=a=b', 'x='])).toEqual({ values: { domain: 'a=b', x: '' } });
});

test('a name of the language is a name like others', () => {
  const scenario = parseScenario(['__proto__=a']);
  expect('values' in scenario && Object.keys(scenario.values)).toEqual(['__proto__']);
});

test.each([[['a', 'b']], [['=a']], [['domain=a', 'b']], [['domain=a', 'domain=b']]])(
  '%j is refused',
  (words) => {
    expect(() => parseScenario(words)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  },
);
