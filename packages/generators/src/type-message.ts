import type { Draws } from '@covergrid/testdata';
import { die } from './dice.ts';
import type { Persona } from './persona.ts';

const isSpared = die(0, 2, 'slip', 'spared');
const pickWord = die(0, 1 << 30, 'slip', 'word');
const pickLetter = die(0, 1 << 30, 'slip', 'letter');
const pickKind = die(0, 2, 'slip', 'kind');

/**
 * Types a message the way a customer does: `capitals` sentence, lower or none; `ending` full, bare or loud; `slips`
 * none or few. What holds a digit or a capital inside the sentence, such as ids, amounts and names, stays as it is.
 *
 * @param draws those of this message
 */
export function typeMessage(text: string, persona: Persona, draws: Draws): string {
  const slipped = persona['slips'] === 'few' && isSpared(draws) === 0 ? slip(text, draws) : text;
  return capitalise(endAs(slipped, persona['ending']), persona['capitals']);
}

function endAs(text: string, ending: string | undefined): string {
  if (ending === 'bare') return text.replace(/(?<!\.)\.$/, '');
  return ending === 'loud' ? text.replace(/(?<!\.)\.$/, '!') : text;
}

function capitalise(text: string, capitals: string | undefined): string {
  if (capitals === 'lower') return lowerStart(text);
  if (capitals !== 'none') return text;
  return lowerStart(text)
    .replaceAll(/\bI(?=\b|['’])/g, 'i')
    .replaceAll(/(?<=[.!?] )\p{Lu}(?=\p{Ll}*[ ,.!?'’])/gu, (letter) => letter.toLowerCase());
}

/** With a small first letter, but for names of one capital such as I, for ids, and for shouts. */
export function lowerStart(text: string): string {
  return /^\p{Lu}[\p{Ll}'’]*(?![\p{L}\d])/u.test(text) && !/^I(?![\p{L}])/u.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}

/** One word is mistyped: a letter missing, doubled, or before its neighbour. */
function slip(text: string, draws: Draws): string {
  const words = [...text.matchAll(/(?<![\w#$'’@.-])\p{Ll}{5,}(?![\w'’@-]|\.\w)/gu)].filter(
    ([word]) => !VALUE_WORDS.has(word),
  );
  if (words.length === 0) return text;
  const word = words[pickWord(draws) % words.length]!;
  const at = word.index + 1 + (pickLetter(draws) % (word[0].length - 2));
  const [before, letter, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  switch (pickKind(draws)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    default:
      return before + after.charAt(0) + letter + after.slice(1);
  }
}

/** Words of five letters or more that a value may be said in: mistyped, it would be another. */
const VALUE_WORDS: ReadonlySet<string> = new Set(
  'three seven eight eleven twelve fifteen twenty thirty forty fifty hundred dollars bucks cents'.split(' '),
);
