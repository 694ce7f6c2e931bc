import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csv } from './csv.ts';
import { escapeHtml } from './escape-html.ts';
import { html } from './html.ts';
import { visibleText } from './visible-text.ts';

const markup = fc
  .array(
    fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '`',
      '</script>',
      '<!--',
      ']]>',
      '\u202e',
      '\u0000',
      '\ud800',
      'a',
      ' ',
    ),
  )
  .map((parts) => parts.join(''));
const text = fc.oneof(fc.string({ unit: 'binary' }), markup);

test('escaped text holds no character of markup but the entities', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(escapeHtml(value)).not.toMatch(/[<>"'`]|&(?!(amp|lt|gt|quot|#39|#96);)/);
    }),
  );
});

test('escaping loses nothing but hidden characters', () => {
  fc.assert(
    fc.property(text, (value) => {
      const back = escapeHtml(value).replace(
        /&(amp|lt|gt|quot|#39|#96);/g,
        (entity) => UNESCAPED[entity] ?? '',
      );
      expect(back).toBe(visibleText(value));
    }),
  );
});

test('visible text holds no control, direction or invisible character', () => {
  fc.assert(
    fc.property(text, (value) => {
      const shown = visibleText(value);
      expect(shown.replace(/[\t\n]/g, '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Surrogate}]/u);
      expect(shown.isWellFormed()).toBe(true);
      expect(visibleText(shown)).toBe(shown);
    }),
  );
});

test('a template escapes strings, also in lists, and leaves markup', () => {
  expect(html`<p title="${'"'}">${'<'}${[html`<b>${1}</b>`, '&']}${false}${undefined}</p>`.markup).toBe(
    '<p title="&quot;">&lt;<b>1</b>&amp;</p>',
  );
});

test('no text cell of a CSV begins as a formula; numbers stay numbers', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('', ' ', '\n', '\ufeff'),
      fc.constantFrom(...'= + - @ | ＝ ＋ － ＠'.split(' ')),
      text,
      (space, sign, rest) => {
        const [, line = ''] = csv(['a'], [[space + sign + rest]]).split(/^a\n|\ufeffa\n/);
        const cell = line.startsWith('"') ? line.slice(1) : line;
        expect(cell).not.toMatch(/^\s*[=+\-@|＝＋－＠]/u);
      },
    ),
  );
  expect(
    csv(
      ['n', 't'],
      [
        [-3, '-3'],
        [undefined, 'a,"b"'],
      ],
    ),
  ).toBe('\ufeffn,t\n-3,\'-3\n,"a,""b"""\n');
});

const UNESCAPED: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#96;': '`',
};
