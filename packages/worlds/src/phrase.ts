import { didYouMean, quoted } from '@covergrid/core';
import { member, type Json } from '@covergrid/testdata';
import { PHRASE_FILTERS, type Filter } from './phrase-filters.ts';

/** A place of a phrase that a value fills. */
export interface Slot {
  /** `['order', 'order_id']`. */
  readonly path: readonly [string, ...string[]];
  readonly filters: readonly string[];
}

/**
 * A phrase: what its alternations can make of it are its forms, numbered from 0. A form is the same for everyone:
 * the digits of its number choose, the first alternation with the lowest digit.
 */
export interface Phrase {
  readonly text: string;
  /** How many forms; not all need differ. */
  readonly forms: number;
  /** Every slot of every form, in the order they stand in. */
  readonly slots: readonly Slot[];
  /** A form with its slots as they were written, e.g. `Where is {{ order.order_id }}?` */
  masked(form: number): string;
  /**
   * A form with its slots filled; undefined where a slot has no value or one that its filter does not take. Double
   * spaces and spaces before punctuation that an empty branch leaves are gone.
   */
  render(form: number, names: Readonly<Record<string, Json | undefined>>): string | undefined;
}

/** A phrase that parses, or why it does not. */
export type ParsedPhrase =
  | { readonly phrase: Phrase; readonly issues: readonly [] }
  | { readonly phrase: undefined; readonly issues: readonly [string, ...string[]] };

/** Forms of one phrase beyond these are not dealt to anybody. */
export const FORMS_DEALT = 64;
/** A phrase with more forms than this is a mistake. */
const MOST_FORMS = 100_000;

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly slot: CompiledSlot }
  | { readonly kind: 'group'; readonly branches: readonly Sequence[]; readonly forms: number };

interface Sequence {
  readonly parts: readonly Part[];
  readonly forms: number;
}

interface CompiledSlot extends Slot {
  readonly source: string;
  readonly apply: readonly (readonly [Filter, string])[];
}

/** A form with its choices made: texts, and the slots between them. */
interface Form {
  readonly texts: readonly string[];
  readonly slots: readonly CompiledSlot[];
}

const PATH = /^[a-z_]\w*(?:\.[\w-]+)*$/;
const FILTER = /^([a-z]+)(?:\s*:\s*"([^"]*)")?$/;

/**
 * Parses a phrase: text, `{{ path }}` or `{{ path | filter }}` or `{{ path | filter: "word" }}`, and alternations
 * `(a|b|)`, which nest and may have an empty branch. Parentheses without a `|` are text, and so is what a backslash
 * stands before.
 */
export function parsePhrase(text: string): ParsedPhrase {
  const parser = new PhraseParser(text);
  const sequence = parser.parse();
  const [first, ...rest] = parser.issues;
  if (first !== undefined) return { phrase: undefined, issues: [first, ...rest] };
  if (sequence.forms > MOST_FORMS)
    return { phrase: undefined, issues: [`has more than ${MOST_FORMS} forms`] };
  return { phrase: new CompiledPhrase(text, sequence, parser.slots), issues: [] };
}

class PhraseParser {
  readonly issues: string[] = [];
  readonly slots: CompiledSlot[] = [];
  private readonly text: string;
  private position = 0;

  constructor(text: string) {
    this.text = text;
  }

  parse(): Sequence {
    const sequences = this.branches(false);
    const [only] = sequences;
    if (only === undefined) throw new Error('A phrase has a sequence.');
    return only;
  }

  /** Reads branches up to the closing parenthesis, or one to the end of the text. */
  private branches(isGroup: boolean): Sequence[] {
    const branches: Sequence[] = [];
    let parts: Part[] = [];
    let plain = '';
    const flush = (): void => {
      if (plain !== '') parts.push({ kind: 'text', text: plain });
      plain = '';
    };
    const endBranch = (): void => {
      flush();
      branches.push(sequenceOf(parts));
      parts = [];
    };
    while (this.position < this.text.length) {
      const character = this.text.charAt(this.position);
      if (character === '\\') {
        plain += this.text.charAt(this.position + 1);
        this.position += 2;
      } else if (this.text.startsWith('{{', this.position)) {
        flush();
        const slot = this.slot();
        if (slot !== undefined) parts.push({ kind: 'slot', slot });
      } else if (character === '(') {
        flush();
        this.position += 1;
        parts.push(...this.group());
      } else if (character === ')' && isGroup) {
        this.position += 1;
        endBranch();
        return branches;
      } else if (character === '|' && isGroup) {
        endBranch();
        this.position += 1;
      } else {
        if (character === '{' && this.text.charAt(this.position + 1) === '%')
          this.issues.push('holds {%: there is no logic in phrases');
        plain += character;
        this.position += 1;
      }
    }
    if (isGroup) this.issues.push('has a parenthesis that is not closed');
    endBranch();
    return branches;
  }

  private group(): Part[] {
    const branches = this.branches(true);
    const [first] = branches;
    if (branches.length === 1 && first !== undefined)
      return [{ kind: 'text', text: '(' }, ...first.parts, { kind: 'text', text: ')' }];
    const forms = branches.reduce((sum, branch) => sum + branch.forms, 0);
    return [{ kind: 'group', branches, forms }];
  }

  private slot(): CompiledSlot | undefined {
    const close = this.text.indexOf('}}', this.position);
    if (close < 0) {
      this.issues.push('has a slot that is not closed');
      this.position = this.text.length;
      return undefined;
    }
    const inner = this.text.slice(this.position + 2, close);
    this.position = close + 2;
    const [path = '', ...filters] = inner.split('|').map((part) => part.trim());
    if (!PATH.test(path)) {
      this.issues.push(`has a slot ${quoted(`{{${inner}}}`)} that is no path such as {{ order.order_id }}`);
      return undefined;
    }
    const [name = '', ...steps] = path.split('.');
    const slot = {
      source: `{{${inner}}}`,
      path: [name, ...steps] as const,
      filters: filters.map((filter) => FILTER.exec(filter)?.[1] ?? filter),
      apply: filters.flatMap((filter) => this.filter(filter)),
    };
    this.slots.push(slot);
    return slot;
  }

  private filter(source: string): (readonly [Filter, string])[] {
    const [, name = source, argument = ''] = FILTER.exec(source) ?? [];
    const filter = Object.hasOwn(PHRASE_FILTERS, name) ? PHRASE_FILTERS[name] : undefined;
    if (filter !== undefined) return [[filter, argument]];
    const known = Object.keys(PHRASE_FILTERS);
    this.issues.push(
      `has a filter ${quoted(source)}; the filters are ${known.join(', ')}.${didYouMean(name, known)}`,
    );
    return [];
  }
}

function sequenceOf(parts: readonly Part[]): Sequence {
  let forms = 1;
  for (const part of parts) if (part.kind === 'group') forms *= part.forms;
  return { parts, forms };
}

class CompiledPhrase implements Phrase {
  readonly text: string;
  readonly forms: number;
  readonly slots: readonly Slot[];
  private readonly sequence: Sequence;
  private readonly made = new Map<number, Form>();

  constructor(text: string, sequence: Sequence, slots: readonly Slot[]) {
    this.text = text;
    this.forms = sequence.forms;
    this.slots = slots;
    this.sequence = sequence;
  }

  masked(form: number): string {
    const { texts, slots } = this.form(form);
    return texts.map((text, index) => text + (slots[index]?.source ?? '')).join('');
  }

  render(form: number, names: Readonly<Record<string, Json | undefined>>): string | undefined {
    const { texts, slots } = this.form(form);
    let result = texts[0] ?? '';
    for (const [index, slot] of slots.entries()) {
      const filled = fill(slot, names);
      if (filled === undefined) return undefined;
      result += filled + (texts[index + 1] ?? '');
    }
    return result;
  }

  private form(number: number): Form {
    let form = this.made.get(number);
    if (form === undefined) {
      const slots: CompiledSlot[] = [];
      // Slots are kept apart by a character that no phrase holds, so that the spaces around them are tidied too.
      const joined = choose(this.sequence, number, slots);
      form = { texts: tidy(joined).split('\0'), slots };
      this.made.set(number, form);
    }
    return form;
  }
}

function choose({ parts }: Sequence, number: number, slots: CompiledSlot[]): string {
  let left = number;
  let text = '';
  for (const part of parts) {
    if (part.kind === 'text') text += part.text;
    else if (part.kind === 'slot') {
      slots.push(part.slot);
      text += '\0';
    } else {
      let digit = left % part.forms;
      left = Math.floor(left / part.forms);
      for (const branch of part.branches) {
        if (digit < branch.forms) {
          text += choose(branch, digit, slots);
          break;
        }
        digit -= branch.forms;
      }
    }
  }
  return text;
}

function tidy(text: string): string {
  return text
    .replaceAll(/[ \t]{2,}/g, ' ')
    .replaceAll(/ +([,.!?;:]+(?:\s|$))/g, '$1')
    .trim();
}

function fill(slot: CompiledSlot, names: Readonly<Record<string, Json | undefined>>): string | undefined {
  const [name, ...steps] = slot.path;
  let value: Json = Object.hasOwn(names, name) ? (names[name] ?? null) : null;
  for (const step of steps) value = member(value, step);
  for (const [filter, argument] of slot.apply) {
    const filtered = filter(value, argument);
    if (filtered === undefined) return undefined;
    value = filtered;
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
