import type { Phrase } from '@covergrid/worlds';
import type { Form } from './dealt-forms.ts';

/**
 * The values a customer has given. Whoever has named an order does not name it again in the next message; nouns, such
 * as what was bought, are said as often as one likes.
 */
export class GivenValues {
  readonly #given = new Set<string>();

  /** True for a form that gives a value once more. */
  repeats({ phrase, number }: Form, names: Names): boolean {
    return valuesOf(phrase, number, names).some((value) => this.#given.has(value));
  }

  add({ phrase, number }: Form, names: Names): void {
    for (const value of valuesOf(phrase, number, names)) this.#given.add(value);
  }
}

type Names = Parameters<Phrase['render']>[1];

const SLOT = /\{\{\s*([\w.]+)/g;

/** What stands in the slots of a form: numbers, and texts that hold a digit or are a phrase of three words or more. */
function valuesOf(phrase: Phrase, number: number, names: Names): string[] {
  return [...phrase.masked(number).matchAll(SLOT)].flatMap(([, path = '']) => {
    const value = path.split('.').reduce<unknown>(member, names);
    if (typeof value === 'number') return [String(value)];
    return typeof value === 'string' && (/\d/.test(value) || value.split(' ').length > 2) ? [value] : [];
  });
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
