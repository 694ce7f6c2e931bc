import { isJsonList, isJsonObject, type Json } from '@covergrid/testdata';
import { valuesInText, type TextValues } from './values-in-text.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T|$)/;
const HAS_DIGIT = /\d/;
const PLAIN_ID = /^#?[\w-]+$/;

/**
 * The values of a text that nobody is known to have spoken of. Sources are held against it one after the other, the
 * likeliest first; what is left at the end was made up.
 */
export class UnknownValues {
  readonly #money: Set<number>;
  readonly #dates: Set<string>;
  readonly #ids: Set<string>;
  readonly #numbers: Set<number>;

  constructor({ money, dates, ids, numbers }: TextValues) {
    this.#money = new Set(money);
    this.#dates = new Set(dates);
    this.#ids = new Set(ids);
    this.#numbers = new Set(numbers);
  }

  get isEmpty(): boolean {
    return this.#money.size + this.#dates.size + this.#ids.size + this.#numbers.size === 0;
  }

  /** What is left, in words. */
  list(): string[] {
    return [
      ...[...this.#money].map((amount) => `the amount ${amount / 100}`),
      ...[...this.#dates].map((date) => `the date ${date}`),
      ...[...this.#ids].map((id) => `the id ${id}`),
      ...[...this.#numbers].map((number) => `the number ${number}`),
    ];
  }

  /** Strikes out what a text speaks of. */
  knowText({ money, dates, ids, numbers, spelled }: TextValues): void {
    for (const values of [money, numbers, spelled]) for (const value of values) this.#knowNumber(value);
    for (const date of dates) this.#knowDate(date);
    for (const id of ids) this.#ids.delete(id);
  }

  /** Strikes out every value at any depth, keys and lengths of lists among them. */
  knowJson(value: Json): void {
    if (this.isEmpty) return;
    if (typeof value === 'number') this.#knowNumber(value);
    else if (typeof value === 'string') this.#knowString(value);
    else if (isJsonList(value)) {
      this.#knowNumber(value.length);
      for (const item of value) this.knowJson(item);
    } else if (isJsonObject(value)) {
      for (const key of Object.keys(value)) {
        if (this.#ids.size > 0) this.#ids.delete(key.toLowerCase());
        this.knowJson(value[key] ?? null);
      }
    }
  }

  #knowString(value: string): void {
    if (!HAS_DIGIT.test(value)) return;
    if (INSTANT.test(value)) this.#knowDate(value.slice(0, 10));
    else if (PLAIN_ID.test(value)) {
      this.#ids.delete(value.replace('#', '').toLowerCase());
      this.#knowNumber(Number(value));
    } else this.knowText(valuesInText(value));
  }

  /** An amount may be known in minor units, and be written without a sign. */
  #knowNumber(value: number): void {
    this.#money.delete(value);
    this.#numbers.delete(value);
    this.#numbers.delete(value / 100);
  }

  #knowDate(date: string): void {
    if (this.#dates.size === 0) return;
    this.#dates.delete(date);
    this.#dates.delete(`-${date.slice(4)}`);
  }
}
