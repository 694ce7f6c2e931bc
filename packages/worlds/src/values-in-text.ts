import { NUMBER_IN_WORDS, numberOfWords, WORDS_ABOVE_TWO } from './number-words.ts';
import type { TypedValue } from './typed-value.ts';

/** The values that a text holds, told by how they are written. */
export interface TextValues {
  /** Minor units: `$1,234.50`, `89.00`, `40 dollars`, `USD 12`. */
  readonly money: readonly number[];
  /** `--05-03` where no year was written, else `2026-05-03`: `May 3`, `3 May 2026`, `2026-05-03`. */
  readonly dates: readonly string[];
  /** Lower-case words that mix letters and digits, without `#`: `w1234567`, `p_20`. */
  readonly ids: readonly string[];
  /** Every other number in digits. */
  readonly numbers: readonly number[];
  /** Numbers in words: `sixty`, `one hundred and five`; one and two only where they count something. */
  readonly spelled: readonly number[];
  /** Amounts in words, in minor units: `thirty dollars and sixty cents`. */
  readonly spelledMoney: readonly number[];
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH_NAMES =
  'january february march april may june july august september october november december sept'.split(' ');
const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...MONTHS.map((name, index): [string, number] => [name, index + 1]),
  ...MONTH_NAMES.map((name): [string, number] => [name, MONTHS.indexOf(name.slice(0, 3)) + 1]),
]);

/** Longest word that is read as one; also what keeps the time linear. */
const LONGEST = 64;
const ISO_DATE = /(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]{0,20}Z?)?(?![\w-])/iy;
const SLASHED_DATE = /(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\w/-])/y;
const DOTTED_DATE = /(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\w-])/y;
/** Told for a date only where a zero says so: `24/7` and `4/5` are none. */
const SHORT_DATE = /(0\d|1[0-2])\/(\d{2})(?![\w/-])/y;
/** As it is written where a comma separates the cents: `1.249,00`. */
const CONTINENTAL = /\d{1,3}(?:\.\d{3}){1,4},\d{2}(?!\d)|\d{1,3},\d{2}(?= ?(?:\$|usd\b|dollars\b))/iy;
const AMOUNT = /(\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,15})(\.\d{1,2}(?!\d))?/y;
const ORDINAL_OR_UNIT = /^(\d{1,15})(?:st|nd|rd|th|x|pcs|days?|hours?|-[a-z]+)$/i;
const DOLLARS_AFTER = / ?(?:(?:dollars?|bucks|usd)\b|\$(?!\d))/iy;
const DOLLARS_BEFORE = /(?:\$ ?|\busd ?)$/i;
const CENTS_AFTER = / and (\d{1,2}) cents\b/iy;
const MONTH_BEFORE = /([a-z]{3,9})\.?(?: the)? $/i;
const MONTH_AFTER = / (?:of )?([a-z]{3,9})\b\.?/iy;
const YEAR_AFTER = /,? (\d{4})\b/y;
/** "One moment" and "which of the two" count nothing: these words are numbers only where they do. */
const SPELLED = new RegExp(
  String.raw`\b(?:${WORDS_ABOVE_TWO}|(?<=\b(?:only|just|last|exactly) )(?:one|two)|(?:one|two)(?= (?:more |of (?:it|them|these|those) )?(?:left|remain|in stock|available|pieces?|units?|items?|photos?|days?|weeks?|hours?)))\b`,
  'gi',
);
const SPELLED_MONEY = new RegExp(
  String.raw`\b(${NUMBER_IN_WORDS}) (?:dollars?|bucks)\b(?: (?:and )?(${NUMBER_IN_WORDS}) cents?\b)?`,
  'gi',
);
const CURRENCY_WORD = /\b(?:dollars?|bucks)\b/i;

/** Reads the values of a text. Relative dates ("tomorrow") are not values. */
export function valuesInText(text: string): TextValues {
  return new TextReader(text);
}

class TextReader implements TextValues {
  readonly money: number[] = [];
  readonly dates: string[] = [];
  readonly ids: string[] = [];
  readonly numbers: number[] = [];
  private readonly text: string;
  private words: number[] | undefined;

  constructor(text: string) {
    this.text = text;
    let position = 0;
    for (let digit = nextDigit(text, 0); digit >= 0; digit = nextDigit(text, position))
      position = this.readWord(position, digit);
  }

  get spelled(): readonly number[] {
    this.words ??= (this.text.match(SPELLED) ?? []).map((word) => numberOfWords(word) ?? 0);
    return this.words;
  }

  get spelledMoney(): readonly number[] {
    if (!CURRENCY_WORD.test(this.text)) return [];
    return [...this.text.matchAll(SPELLED_MONEY)].map(
      ([, whole = '', cents = 'zero']) => (numberOfWords(whole) ?? 0) * 100 + (numberOfWords(cents) ?? 0),
    );
  }

  /** Reads the word around a digit, and gives where to go on. */
  private readWord(from: number, digit: number): number {
    const { text } = this;
    let start = digit;
    while (start > from && digit - start < LONGEST && isWordCode(text.charCodeAt(start - 1))) start -= 1;
    let end = digit + 1;
    while (end - start < LONGEST && isWordCode(text.charCodeAt(end))) end += 1;
    const date = start === digit ? matchAt(ISO_DATE, text, start) : null;
    if (date !== null) {
      this.dates.push(`${date[1]}-${date[2]}-${date[3]}`);
      return start + date[0].length;
    }
    const word = text.slice(start, end);
    const unit = ORDINAL_OR_UNIT.exec(word);
    if (unit !== null)
      return this.readDay(Number(unit[1]), start, end) ?? this.readNumber(Number(unit[1]), end);
    if (HAS_LETTER.test(word)) {
      this.ids.push(word.replace(/^-+/, '').toLowerCase());
      return end;
    }
    return this.readAmount(digit);
  }

  private readAmount(start: number): number {
    const { text } = this;
    const slashed = matchAt(SLASHED_DATE, text, start);
    if (slashed !== null) return this.readMonthFirst(slashed, start);
    const dotted = matchAt(DOTTED_DATE, text, start);
    if (dotted !== null) return this.readDayFirst(dotted, start);
    const short = matchAt(SHORT_DATE, text, start);
    if (short !== null) {
      this.dates.push(`--${short[1]}-${short[2]}`);
      return start + short[0].length;
    }
    const continental = matchAt(CONTINENTAL, text, start);
    if (continental !== null) {
      this.money.push(Number(continental[0].replaceAll(/[.,]/g, '')));
      return start + continental[0].length;
    }
    const [whole = '', digits = '', fraction = ''] = matchAt(AMOUNT, text, start) ?? [];
    const end = start + Math.max(1, whole.length);
    const value = Number(digits.replaceAll(',', '') + fraction);
    const dollars = matchAt(DOLLARS_AFTER, text, end);
    if (dollars !== null || DOLLARS_BEFORE.test(text.slice(Math.max(0, start - 5), start))) {
      const next = end + (dollars?.[0].length ?? 0);
      const cents = fraction === '' ? matchAt(CENTS_AFTER, text, next) : null;
      this.money.push(Math.round(value * 100) + Number(cents?.[1] ?? 0));
      return next + (cents?.[0].length ?? 0);
    }
    if (fraction.length === 3) this.money.push(Math.round(value * 100));
    const afterDay = fraction === '' ? this.readDay(value, start, end) : undefined;
    return afterDay ?? this.readNumber(value, end);
  }

  /** As where one pays in dollars, unless it cannot be a month. */
  private readMonthFirst([written, first = '', second = '', year]: RegExpExecArray, start: number): number {
    const [month, day] = Number(first) > 12 ? [second, first] : [first, second];
    return this.readDate(year, month, day, start + written.length);
  }

  private readDayFirst([written, day = '', month = '', year]: RegExpExecArray, start: number): number {
    return this.readDate(year, month, day, start + written.length);
  }

  private readDate(year: string | undefined, month: string, day: string, end: number): number {
    this.dates.push(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
    return end;
  }

  /** Reads a day with the month before or after it; undefined where there is none. */
  private readDay(day: number, start: number, end: number): number | undefined {
    if (day < 1 || day > 31) return undefined;
    const { text } = this;
    const before = MONTH_BEFORE.exec(text.slice(Math.max(0, start - 15), start));
    let month = MONTH_NUMBERS.get(before?.[1]?.toLowerCase() ?? '');
    let next = end;
    if (month === undefined) {
      const after = matchAt(MONTH_AFTER, text, end);
      month = MONTH_NUMBERS.get(after?.[1]?.toLowerCase() ?? '');
      if (month === undefined) return undefined;
      next += after?.[0].length ?? 0;
    }
    const year = matchAt(YEAR_AFTER, text, next);
    const [two, three] = [month, day].map((part) => String(part).padStart(2, '0'));
    this.dates.push(`${year?.[1] ?? '-'}-${two}-${three}`);
    return next + (year?.[0].length ?? 0);
  }

  private readNumber(value: number, end: number): number {
    this.numbers.push(value);
    return end;
  }
}

const HAS_LETTER = /[a-z_]/i;

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

function nextDigit(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) return at;
  }
  return -1;
}

/** True for letters of ASCII, digits, `_` and `-`. */
function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45
  );
}

/** True where a text holds a value, whichever way it is written there. */
export function holdsValue(text: string, values: TextValues, { kind, value }: TypedValue): boolean {
  switch (kind) {
    case 'money':
      return values.money.includes(Number(value)) || values.spelledMoney.includes(Number(value));
    case 'date': {
      const date = String(value).slice(0, 10);
      return values.dates.some((found) => found === date || found === `-${date.slice(4)}`);
    }
    case 'number':
      return values.numbers.includes(Number(value)) || values.spelled.includes(Number(value));
    case 'id':
      return values.ids.includes(String(value).toLowerCase()) || holdsWords(text, String(value));
    case 'text':
      return holdsWords(text, String(value));
  }
}

/** True where a text holds words as such, whatever the case of letters: "pro" is not in "product". */
export function holdsWords(text: string, words: string): boolean {
  return indexOfWords(text, words) !== -1;
}

/** Where a text first holds words as such, whatever the case of letters; -1 where it does not. */
export function indexOfWords(text: string, words: string): number {
  const [haystack, needle] = [text.toLowerCase(), words.toLowerCase()];
  if (needle === '') return -1;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    const before = haystack.charAt(at - 1);
    const after = haystack.charAt(at + needle.length);
    const isBounded =
      !(isWordCharacter(before) && isWordCharacter(needle.charAt(0))) &&
      !(isWordCharacter(after) && isWordCharacter(needle.charAt(needle.length - 1)));
    if (isBounded) return at;
  }
  return -1;
}

function isWordCharacter(character: string): boolean {
  return /[\p{L}\p{N}_]/u.test(character);
}
