import { expect, test } from 'vitest';
import { loadLibrary } from '../test/library.ts';
import { lintWording } from './lint-wording.ts';

const [playbook] = (await loadLibrary()).playbooks;

function inDomains(texts: Record<string, string>): ReturnType<typeof lintWording> {
  if (playbook === undefined) throw new Error('The library has a playbook.');
  const { value, document } = playbook;
  return lintWording(
    Object.entries(texts).map(([domain, text]) => ({
      document,
      value: { ...value, domain, wording: { acts: {}, requests: { plain: [text] } } },
    })),
  );
}

test('two domains may share a request, three may not, whatever its values and its case', () => {
  expect(inDomains({ a: 'Where is my {{ x }} now?', b: 'where is my {{ y.z }} now' })).toEqual([]);
  expect(
    inDomains({
      a: 'Where is my {{ x }} now?',
      b: 'where is my {{ y.z }} now',
      c: 'Where is my {{ z }}, now?',
    }),
  ).toEqual([
    expect.objectContaining({
      code: 'PLAYBOOK_SHARED_WORDING',
      message: 'The domains a, b, c share the request "Where is my {{ z }}, now?".',
      at: expect.objectContaining({ line: expect.any(Number) }),
    }),
  ]);
});

test("short requests are nobody's", () => {
  expect(inDomains({ a: 'help me please', b: 'help me please', c: 'help me please' })).toEqual([]);
});
