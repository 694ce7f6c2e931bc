import type { Phrase } from '@covergrid/worlds';

/** A form of a phrase found in a message. */
export interface FoundForm {
  readonly phrase: Phrase;
  readonly form: number;
  /** What stands in the slots, by path: `{'bought.color': 'grey'}`. */
  readonly slots: Readonly<Record<string, string>>;
  /** How many words the form has, a slot counting as one. */
  readonly words: number;
}

/** Forms beyond these are never said. */
const MOST_FORMS = 64;

/**
 * Finds the forms of some phrases in what customers typed, whatever their capitals, punctuation and slips of the
 * finger: the other way round from rendering, and without its code.
 */
export class PhraseReader {
  readonly #forms: readonly ReadableForm[];

  constructor(phrases: readonly Phrase[]) {
    const seen = new Set<string>();
    this.#forms = phrases.flatMap((phrase) =>
      Array.from({ length: Math.min(phrase.forms, MOST_FORMS) }, (_, form) => ({ phrase, form })).flatMap(
        ({ phrase: said, form }) => {
          const masked = said.masked(form);
          if (masked === '' || seen.has(masked)) return [];
          seen.add(masked);
          return [new ReadableForm(said, form, masked)];
        },
      ),
    );
  }

  /** Every form that a message holds, the longest first. */
  find(message: string): FoundForm[] {
    const typed = plainWords(message);
    return this.#forms.flatMap((form) => form.match(typed)).toSorted((a, b) => b.words - a.words);
  }
}

/** The words of a text in lower case, without the punctuation around them. */
export function plainWords(text: string): string[] {
  return text
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/\s+/)
    .map((word) => word.replaceAll(/^[.,!?;:"'()…–-]+|[.,!?;:"'()…–-]+$/g, ''))
    .filter((word) => word !== '');
}

const SLOT = /\{\{\s*([\w.-]+)\s*((?:\|[^}]*)?)\}\}/g;

/** What stands in a slot of each kind, once a message is in plain words. */
const VALUES: Readonly<Record<string, string>> = {
  money: String.raw`(\$\d[\d.,]*)`,
  day: String.raw`(\p{Ll}+ \d+(?: \d{4})?)`,
  id: String.raw`([\p{Ll}_]+_?\d\w*)`,
  number: String.raw`(\d+)`,
  word: String.raw`(\S+)`,
  text: String.raw`(\S+(?: \S+){0,9}?)`,
};

function kindOf(path: string, filters: string): string {
  if (/money|dollars/.test(filters)) return 'money';
  if (/\b(?:day|date)\b/.test(filters)) return 'day';
  if (path.endsWith('_id')) return 'id';
  if (/(?:gap|percent)$/.test(path)) return 'number';
  return /(?:brand|color|first|last)$/.test(path) ? 'word' : 'text';
}

class ReadableForm {
  private readonly phrase: Phrase;
  private readonly form: number;
  private readonly paths: string[] = [];
  private readonly words: readonly string[];
  private pattern: RegExp | undefined;

  constructor(phrase: Phrase, form: number, masked: string) {
    this.phrase = phrase;
    this.form = form;
    // A slot becomes one word without punctuation or capitals, so that it survives the splitting.
    const marked = masked.replaceAll(SLOT, (_, path: string, filters: string) => {
      this.paths.push(path);
      return `§${kindOf(path, filters)}§`;
    });
    this.words = plainWords(marked);
  }

  /** Every place of a message that says this form, one word of it mistyped at the most. */
  match(typed: readonly string[]): FoundForm[] {
    const text = ` ${typed.join(' ')} `;
    const found = this.occurrences((this.pattern ??= this.patternOf(this.words)), text);
    return found.length > 0 ? found : this.mistyped(typed, text);
  }

  private mistyped(typed: readonly string[], text: string): FoundForm[] {
    return this.words.flatMap((word, place) =>
      /^\p{Ll}{5,}$/u.test(word)
        ? typed
            .filter((candidate) => isSlipOf(candidate, word))
            .flatMap((candidate) => this.occurrences(this.patternOf(this.words.with(place, candidate)), text))
        : [],
    );
  }

  private occurrences(pattern: RegExp, text: string): FoundForm[] {
    return [...text.matchAll(pattern)].map((match) => ({
      phrase: this.phrase,
      form: this.form,
      slots: Object.fromEntries(this.paths.map((path, place) => [path, match[place + 1] ?? ''])),
      words: this.words.length,
    }));
  }

  private patternOf(words: readonly string[]): RegExp {
    const parts = words.map((word) =>
      word
        .split(/§(\w+)§/)
        .map((part, place) =>
          place % 2 === 1 ? VALUES[part] : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
        )
        .join(''),
    );
    return new RegExp(`(?<= )${parts.join(' ')}(?= )`, 'gu');
  }
}

/** True for a word with one letter after its first missing, doubled, or before its neighbour. */
export function isSlipOf(typed: string, word: string): boolean {
  if (typed === word || typed[0] !== word[0] || Math.abs(typed.length - word.length) > 1) return false;
  const start = Array.from(word).findIndex((letter, place) => typed[place] !== letter);
  const at = start === -1 ? word.length : start;
  if (typed.length === word.length)
    return (
      typed[at] === word[at + 1] && typed[at + 1] === word[at] && typed.slice(at + 2) === word.slice(at + 2)
    );
  if (typed.length < word.length) return typed.slice(at) === word.slice(at + 1);
  return typed.slice(at + 1) === word.slice(at) && typed[at] === typed[at - 1];
}
