import { indexOfWords } from './values-in-text.ts';

const VERBS =
  'send|share|provide|tell|give|confirm|specify|clarify|type|enter|supply|reply|point|pick|choose|mention|include|let (?:me|us) know';
const REQUEST = new RegExp(
  String.raw`^\W*(?:sure|okay|ok|of course|happy to help|sorry|thanks)?\W*(?:${VERBS})\b|\b(?:please|kindly|just|you|you to|and|then|if you) (?:could |can |would |would kindly )?(?:${VERBS})\b|\blet (?:me|us) know\b|\b(?:i|we)(?:'ll| will|'d| would)?(?: \w+)? need\b|\bplease\b(?! (?:note|be|find|keep|allow|rest|see))|\bmay i (?:have|ask)\b`,
  'i',
);
const QUESTION_WORD =
  /^\W*(?:(?:and|so|but|sure|okay|ok|sorry)\W+)?(?:which|what|what's|whats|can you|could you|would you|do you)\b/i;

/** What comes before something that one has, or does not need. */
const NOT_WANTED =
  /\b(?:thank(?:s| you) (?:so much |very much )?for(?: \w+ing)?|(?<!\b(?:may|can|could) )(?:i|we)(?:'ve| have| can| do)?(?: already)? (?:have|see|found|find|got|received|know|confirm)|no need (?:for|to \w+)|(?:not|n't|dont) (?:need|have to)(?: to)?(?: \w+)?|without)(?: (?:the|your|that|an?|me|us|of))*\s*$/i;

/** True where a sentence asks for something by one of these words, as a question or as a request. */
export function isAsked(sentence: string, words: readonly string[]): boolean {
  const trimmed = sentence.trim();
  if (!trimmed.endsWith('?') && !REQUEST.test(trimmed) && !QUESTION_WORD.test(trimmed)) return false;
  return words.some((word) => {
    const at = indexOfWords(trimmed, word);
    return at !== -1 && !NOT_WANTED.test(trimmed.slice(Math.max(0, at - 80), at));
  });
}
