import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePhrase } from './phrase.ts';

/** A phrase as text, and every form it has, written out in the plainest way. */
interface Sample {
  readonly text: string;
  readonly forms: readonly string[];
}

const word = fc.constantFrom('a', 'b', 'c d', '').map((text): Sample => ({ text, forms: [text] }));
const { phrase } = fc.letrec<{ phrase: Sample; group: Sample }>((tie) => ({
  phrase: fc.array(fc.oneof({ maxDepth: 3 }, word, tie('group')), { maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(' '),
    forms: parts.reduce<string[]>(
      (all, { forms }) => all.flatMap((start) => forms.map((form) => `${start} ${form}`)),
      [''],
    ),
  })),
  group: fc.array(tie('phrase'), { minLength: 2, maxLength: 3 }).map((branches) => ({
    text: `(${branches.map(({ text }) => text).join('|')})`,
    forms: branches.flatMap(({ forms }) => [...forms]),
  })),
}));

test('forms are what the alternations allow, each once for each way to choose', () => {
  fc.assert(
    fc.property(phrase, ({ text, forms }) => {
      fc.pre(forms.length <= 2000);
      const parsed = parsePhrase(text).phrase;
      expect(parsed?.forms).toBe(forms.length);
      const tidy = (form: string): string => form.replaceAll(/ +/g, ' ').trim();
      const rendered = forms.map((_, index) => parsed?.render(index, {}));
      expect(rendered.map(String).toSorted()).toEqual(forms.map(tidy).toSorted());
    }),
  );
});

test('no text makes the parser fail, hang or run code', () => {
  const hostile = fc.array(
    fc.constantFrom(
      '(',
      ')',
      '|',
      '{{',
      '}}',
      '{%',
      '\\',
      ' a ',
      '.',
      '__proto__',
      '"',
      ':',
      '\0',
      'constructor',
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(hostile, (parts) => {
      const { phrase: parsed, issues } = parsePhrase(parts.join(''));
      expect(parsed === undefined).toBe(issues.length > 0);
      const text = parsed?.render(0, { a: 1 });
      expect(['string', 'undefined']).toContain(typeof text);
    }),
  );
});
