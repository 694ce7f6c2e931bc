import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

test('what JSON.stringify writes is read as it was', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.nat(4), (text, indent) => {
      const value: unknown = JSON.parse(text);
      expect(parseJson(JSON.stringify(value, null, indent))).toEqual({ isValid: true, value });
    }),
  );
});

test('any text gives what JSON.parse gives, or a fault; it never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[{}[\]",:\\a1 ]*$/)), (text) => {
      const parsed = parseJson(text);
      if (parsed.isValid) expect(parsed.value).toEqual(JSON.parse(text));
      else expect(parsed.fault).not.toBe('');
    }),
  );
});

test.each(['{"a":1,"a":2}', '{"a":{"b":1},"a":2}', '[{"\\u0061":1,"a":2}]', '{"x":["{"],"b":1 , "b" :2}'])(
  'a key twice is a fault: %s',
  (text) => {
    expect(parseJson(text)).toMatchObject({ isValid: false, fault: expect.stringContaining('twice') });
  },
);

test.each(['[{"a":1},{"a":2}]', '{"a":{"a":1}}', '{"a":"a","b":"\\"a\\":"}', '{"a":["a","a"]}'])(
  'the same key in different objects is none: %s',
  (text) => {
    expect(parseJson(text)).toEqual({ isValid: true, value: JSON.parse(text) as unknown });
  },
);

test('ten megabytes are read in a moment', () => {
  const text = JSON.stringify({
    a: '\\"'.repeat(2_500_000),
    b: Array.from({ length: 500_000 }, () => ({ c: 1 })),
  });
  expect(parseJson(text).isValid).toBe(true);
});
