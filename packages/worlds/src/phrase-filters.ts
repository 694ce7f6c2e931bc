import { isJsonList, type Json } from '@covergrid/testdata';
import { wordsOfNumber } from './number-words.ts';

/** Turns the value of a slot into words; undefined where the value is of another kind. */
export type Filter = (value: Json, argument: string) => string | undefined;

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(?:T|$)/;

/** The filters of phrases, by name. Money is USD in minor units, dates are UTC. */
export const PHRASE_FILTERS: Readonly<Record<string, Filter>> = {
  money: ofInteger((cents) => `$${plainMoney(cents)}`),
  dollars: ofInteger((cents) => `$${plainMoney(cents).replace(/\.00$/, '')}`),
  plain: ofInteger(plainMoney),
  percent: ofNumber((value) => `${value}%`),
  ordinal: ofInteger(ordinal),
  words: ofInteger(wordsOfNumber),
  count: (value, unit) =>
    typeof value === 'number' ? `${value} ${unit}${value === 1 ? '' : 's'}` : undefined,
  date: ofDate((year, month, day) => `${MONTHS[month - 1]} ${day}, ${year}`),
  day: ofDate((_, month, day) => `${MONTHS[month - 1]} ${day}`),
  weekday: ofDate((year, month, day) => WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]),
  lower: ofText((text) => text.toLowerCase()),
  upper: ofText((text) => text.toUpperCase()),
  capital: ofText((text) => text.charAt(0).toUpperCase() + text.slice(1)),
  list: (value) => (isJsonList(value) && value.length > 0 ? listed(value.map(String)) : undefined),
  size: (value) => (isJsonList(value) ? String(value.length) : undefined),
};

function plainMoney(cents: number): string {
  const [whole = '', fraction = ''] = (Math.abs(cents) / 100).toFixed(2).split('.');
  return `${cents < 0 ? '-' : ''}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
}

function ordinal(value: number): string {
  const teens = value % 100 > 10 && value % 100 < 14;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${ending}`;
}

function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

function ofInteger(words: (value: number) => string): Filter {
  return (value) => (Number.isInteger(value) ? words(Number(value)) : undefined);
}

function ofNumber(words: (value: number) => string): Filter {
  return (value) => (typeof value === 'number' ? words(value) : undefined);
}

function ofText(words: (value: string) => string): Filter {
  return (value) => (typeof value === 'string' ? words(value) : undefined);
}

function ofDate(words: (year: number, month: number, day: number) => string | undefined): Filter {
  return (value) => {
    const match = typeof value === 'string' ? INSTANT.exec(value) : null;
    return match === null ? undefined : words(Number(match[1]), Number(match[2]), Number(match[3]));
  };
}
