import { NUMBER_IN_WORDS, numberOfWords } from './number-words.ts';

const DRESSED = /[*`\u00A0\u00AD\u200B-\u200F\u2010-\u2015\u2018\u2019\u201C\u201D\u2060\uFEFF\t]| {2}/;

/** A reply as typed on a plain keyboard: curly quotes, special dashes and spaces, bold and code marks do not count. */
export function plainText(text: string): string {
  if (!DRESSED.test(text)) return text;
  return text
    .replaceAll(/[\u00AD\u200B-\u200F\u2060\uFEFF*`]/g, '')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201C\u201D]/g, '"')
    .replaceAll(/[\u2010-\u2012]/g, '-')
    .replaceAll(/[\u2013-\u2015]/g, ' - ')
    .replaceAll(/[ \t\u00A0]+/g, ' ');
}

const WRITTEN_NUMBER = new RegExp(String.raw`\b(?:${NUMBER_IN_WORDS})(?=[ -](?:\((?:\d+)\) )?[a-z])`, 'gi');

/**
 * Text without what makes no other phrase of it: punctuation inside sentences, numbers in words instead of digits, and
 * words between a number and its unit that change nothing. "Sixty (60) calendar days" is "60 days".
 */
export function looseText(text: string): string {
  return text
    .replaceAll(WRITTEN_NUMBER, (words) => String(numberOfWords(words) ?? words))
    .replaceAll(/(\d) (?:\(\d{1,9}\) )?(?:(?:calendar|full|consecutive) )?(?=[a-z])/gi, '$1 ')
    .replaceAll('&', 'and')
    .replaceAll(/[-,:;"()/\s]+/g, ' ');
}

/** With addresses as they are, that were written so as not to be told for one: `ana [at] example.org`. */
export function withAddresses(text: string): string {
  return text
    .replaceAll(/ ?[[(]at[\])] ?/gi, '@')
    .replaceAll(/ ?[[(]dot[\])] ?/gi, '.')
    .replaceAll(/ at ([\w-]{1,64}) dot ([a-z]{2,10})\b/gi, '@$1.$2');
}
