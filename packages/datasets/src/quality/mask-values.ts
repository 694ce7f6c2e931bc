import { wordsOf } from './words.ts';

const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const WEEKDAY = 'mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?';

/** In the order in which they are masked: what is left of a price is no number any more. */
const VALUES = {
  url: /https?:\/\/\S+|www\.\S+/gi,
  email: /[\w.+-]+@[\w-]+\.\w[\w.]+/g,
  money:
    /(?:[$€£₹₽¥]\s?\d[\d,.]*\d|[$€£₹₽¥]\s?\d)|\b\d[\d,.]*\s?(?:dollars?|bucks|usd|eur|euros?|gbp|pounds?|cents?)\b/gi,
  date: new RegExp(
    [
      `\\b(?:${MONTH})\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?\\b`,
      `\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${MONTH})\\b`,
      '\\b\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4}\\b',
      `\\b(?:${WEEKDAY})\\b`,
      '\\b(?:today|tomorrow|yesterday|tonight)\\b',
      '\\b(?:last|next|this)\\s+(?:week|month|year|weekend)\\b',
      '\\b\\d+\\s+(?:days?|weeks?|months?|years?|hours?|minutes?)\\b',
    ].join('|'),
    'gi',
  ),
  id: /#\s?[A-Za-z]?\d[\w-]*|\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{4,}\b|\b\d{5,}\b/g,
  number: /\b\d+(?:[.,]\d+)*\b/g,
} as const;

/** What kinds of values can be told in a text. */
export type ValueKind = keyof typeof VALUES;

/** Capitalised words inside a sentence: people, places, brands, products. */
const NAME = /(?<=[a-z,;:]\s)\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)*/gu;

/** True where a text holds a value of a kind. */
export function holdsValue(text: string, ...kinds: readonly ValueKind[]): boolean {
  return kinds.some((kind) => text.search(VALUES[kind]) !== -1);
}

/**
 * The words of a text with values and names replaced by what they are: "same words, other number" becomes the same
 * text.
 */
export function maskedWords(text: string): string[] {
  const values = Object.entries(VALUES).reduce(
    (masked, [kind, pattern]) => masked.replace(pattern, ` zz${kind} `),
    text,
  );
  return wordsOf(values.replace(NAME, 'zzname'));
}
