const WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
/** Up to here numbers are written in words. */
const LARGEST_WRITTEN = 12;

const ten = `(?:${TENS.join('|')})(?:[- ](?:${WORDS.slice(1, 10).join('|')}))?`;
const below = `${ten}|${WORDS.slice(1).join('|')}`;

/** Source of a regular expression for numbers in words that are above two, up to 1,999: "sixty", "one hundred and five". */
export const WORDS_ABOVE_TWO = `(?:a|${WORDS.slice(1).join('|')}) hundred(?:(?: and)? (?:${below}))?|${ten}|${WORDS.slice(3).join('|')}|zero`;

/** Source of a regular expression for any number in words. */
export const NUMBER_IN_WORDS = `${WORDS_ABOVE_TWO}|one|two`;

/** A number in words up to twelve, in digits beyond. */
export function wordsOfNumber(value: number): string {
  return (value <= LARGEST_WRITTEN ? WORDS[value] : undefined) ?? String(value);
}

/** The number that words stand for: "sixty", "twenty-nine", "one hundred and five"; undefined where they stand for none. */
export function numberOfWords(words: string): number | undefined {
  let total = 0;
  for (const word of words.toLowerCase().split(/[\s-]+/)) {
    if (word === 'and') continue;
    const value = word === 'hundred' ? total * 99 : valueOf(word);
    if (value === undefined) return undefined;
    total += value;
  }
  return total;
}

function valueOf(word: string): number | undefined {
  const unit = word === 'a' ? 1 : WORDS.indexOf(word);
  if (unit >= 0) return unit;
  const tens = TENS.indexOf(word);
  return tens < 0 ? undefined : (tens + 2) * 10;
}
