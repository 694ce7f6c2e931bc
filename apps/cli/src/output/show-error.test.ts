import { CovergridError } from '@covergrid/core';
import { expect, test } from 'vitest';
import { showBug } from './show-bug.ts';
import { showError, showJsonError } from './show-error.ts';
import { CapturedSession } from '../../test/captured-screen.ts';

const error = new CovergridError('CONFIG_UNKNOWN_BIN', 'first', {
  issues: [
    {
      code: 'CONFIG_UNKNOWN_BIN',
      message: 'No bin "\u001b[2J".',
      at: { file: 'a\n.yaml', line: 3, column: 7 },
    },
    { code: 'CONFIG_UNKNOWN_BIN', message: 'No bin "b".' },
    { code: 'CONFIG_SYNTAX', message: 'Tab.' },
  ],
});

test('each issue has its line, each hint stands once, control characters are escaped', () => {
  const { stderr } = showing((target) => showError(error, target));
  expect(stderr).toBe(`a\\u{a}.yaml:3:7 CONFIG_UNKNOWN_BIN No bin "\\u{1b}[2J".
CONFIG_UNKNOWN_BIN No bin "b".
CONFIG_SYNTAX Tab.
Use a bin id of that axis: \`covergrid taxonomy show\`.
Mend the YAML or JSON at the place named.
`);
});

test('as JSON', () => {
  const { stderr, stdout } = showing((target) => showJsonError(error, target));
  expect(stdout).toBe('');
  expect(JSON.parse(stderr)).toMatchObject({
    error: { code: 'CONFIG_UNKNOWN_BIN', hint: expect.stringContaining('bin id'), issues: { length: 3 } },
  });
});

test('a bug shows its stack and how to report it', () => {
  const { stderr } = showing((target) => showBug(new TypeError('x is not a function'), target, false));
  expect(stderr).toMatch(/^INTERNAL TypeError: x is not a function\n {4}at /);
  expect(stderr).toMatch(
    /\ncovergrid \d+\.\d+\.\d+, Node\.js .*\nThis is a bug of Covergrid: please report it/,
  );
  const json = showing((target) => showBug('thrown text', target, true));
  expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'INTERNAL', message: 'thrown text' } });
});

function showing(show: (screen: CapturedSession['screen']) => void): CapturedSession {
  const session = new CapturedSession();
  show(session.screen);
  return session;
}
