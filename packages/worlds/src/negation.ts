/** What sounds like a negation and is none. */
const IDIOMS =
  /\b(?:(?:don't|do not|not to) worry|no (?:problem|worries|trouble|need to worry)|not a problem|why not|not only|no matter|without (?:further ado|delay)|no doubt)\b/gi;

const NEGATION =
  /\b(?:not|no|never|cannot|\w+n't|(?:ca|do|wo|is|did|does|could|would|have|has)nt|unable|without|neither|nor|none|nobody|nothing|decline|refuse|impossible|hardly|rarely|too late|against|instead of|rather than)\b|\b(?:wish|if) (?:i|we|they|someone)\b|\bonly (?:a|our|the|my) (?:supervisor|manager|team)\b|\b(?:love|like) to\b|\b(?:asked|asking|wonder(?:ing)?|want(?:ed|ing)?|like|hop(?:e|ed|ing)|expect(?:ed|ing)?) (?:\w+ )?(?:whether|if|us|me) |\byou (?:said|wrote|say|mention(?:ed)?)\b|\brequest (?:to|that|for)\b/i;

/** Where another thought begins, that a negation before it does not reach. */
const TURN =
  /\b(?:but|however|yet|though|still)\b|;|, (?:so|and)\b|, (?=(?:i|we)(?:'ll|'ve|'m| will| have| can)\b)/i;

const NEGATED_AFTER = /^ (?:is|was|are|would|will)(?:n't| not| never)\b/i;

/** Before something that may come to be, and is not said to be so: "once an exchange is booked". */
const SUPPOSED =
  /\b(?:once|until|till|before|unless|whether|as soon as|in case)(?: (?:an?|the|any|your|that))? ?$/i;

/** True where a phrase is negated, supposed, wished for, or what the other one asked for: "I can't make an exception". */
export function isNegated(sentence: string, at: number, length: number): boolean {
  const before = said(sentence, at).split(TURN).at(-1) ?? '';
  return NEGATION.test(before) || SUPPOSED.test(before) || NEGATED_AFTER.test(sentence.slice(at + length));
}

const OFFER =
  'offer|suggest|recommend|propose|include|show|list|add|pick|send|give|want|swap|replace|substitute|use|like|go for';
const NOT_OFFERED = new RegExp(
  String.raw`(?:\b(?:not|never|cannot|\w+n't)(?: \w+){0,4}? (?:${OFFER})\w*\b|\b(?:leav\w+|left|rul\w+) out|\b(?:exclud|skipp|avoid)\w+|\bno$|\b(?:nor|instead of|rather than|other than|without|not)(?: (?:a|an|the|any))?$)`,
  'i',
);
const LEFT_OUT = new RegExp(
  String.raw`\b(?:i|we)(?:'ve| have|'ll| will)? ?(?:left|ruled|skipped|excluded|leav\w+|(?:not|won't|can't|cannot|didn't|don't|haven't)(?: \w+){0,2}? (?:${OFFER})\w*)\b|\b(?:over|above|beyond|outside|out of) (?:your|the) (?:budget|limit|maximum|price)\b`,
  'i',
);
const PUSHED = /\b(?:but|though|although|however|still|worth|shall i|how about|why not|consider)\b/i;

/** True where a sentence speaks of something and says that it is not offered: "I know you want no Brewell". */
export function isDeclined(sentence: string, at: number, length: number): boolean {
  const before =
    said(sentence, at)
      .trimEnd()
      .split(/\bbut\b|;/i)
      .at(-1) ?? '';
  if (NOT_OFFERED.test(before)) return true;
  const after = sentence.slice(at + length);
  const place = after.search(LEFT_OUT);
  return place !== -1 && !PUSHED.test(after.slice(place)) && !/\?\s*$/.test(sentence);
}

const TAKEN_BACK =
  /\b(?:not|no longer|never|\w+n't|instead of|rather than|without|from|cancell?ed|dropp?(?:ed|ing)?|remov\w+|replac\w+|swapp?\w*|forget|ignor\w+|was|were|had|previous\w*|earlier|old|former|originally)\b(?:(?! to\b)[^,;])*$/i;
const REPLACED_AFTER =
  /^(?: \w+){0,2} (?:is (?:off|gone|out|removed|cancell?ed)|has been (?:removed|replaced|dropped|cancell?ed)|(?:was|were) (?:removed|replaced|dropped)|no longer|→)/i;

/**
 * True where a value is spoken of as one that no longer holds: "black instead of burgundy", "from 3 to 2".
 *
 * @param end where the value ends in the sentence
 */
export function isTakenBack(sentence: string, end: number): boolean {
  const before = said(sentence, end).trimEnd();
  return TAKEN_BACK.test(before) || REPLACED_AFTER.test(sentence.slice(end));
}

/** What is said before a place, without idioms. */
function said(sentence: string, at: number): string {
  return sentence.slice(0, at).replaceAll(IDIOMS, '');
}
