/** A moment in UTC, to the second: `YYYY-MM-DDTHH:MM:SSZ`. Later instants sort after earlier ones, as text. */
export type Instant = string;

const DAY_S = 86_400;
const HOUR_S = 3600;
const PATTERN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const FIRST = secondsAt(0, 1, 1);
const LAST = secondsAt(9999, 12, 31) + DAY_S - 1;

/** True for the text of an instant that exists: not for 30 February. */
export function isInstant(value: unknown): value is Instant {
  return typeof value === 'string' && secondsOf(value) !== undefined;
}

/** The instant that many hours later; earlier for a negative number. Null where one of them is no instant. */
export function plusHours(instant: Instant, hours: number): Instant | null {
  const seconds = secondsOf(instant);
  return seconds === undefined ? null : textOf(Math.round(seconds + hours * HOUR_S));
}

/** Midnights UTC between two instants: 0 on the same date, 1 from one date to the next; negative backwards. */
export function daysBetween(from: Instant, to: Instant): number | null {
  const [start, end] = [secondsOf(from), secondsOf(to)];
  if (start === undefined || end === undefined) return null;
  return Math.floor(end / DAY_S) - Math.floor(start / DAY_S);
}

/** Whole hours that passed from one instant to another, rounded down. */
export function hoursBetween(from: Instant, to: Instant): number | null {
  const [start, end] = [secondsOf(from), secondsOf(to)];
  return start === undefined || end === undefined ? null : Math.floor((end - start) / HOUR_S);
}

// By hand, since a world asks for dozens of these and Date takes several times as long.

/** Seconds since 1970, or undefined for what is no instant. */
function secondsOf(text: string): number | undefined {
  if (!PATTERN.test(text)) return undefined;
  const year = digits(text, 0) * 100 + digits(text, 2);
  const month = digits(text, 5);
  const day = digits(text, 8);
  const [hour, minute, second] = [digits(text, 11), digits(text, 14), digits(text, 17)];
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  if (day > 28 && day > daysOf(year, month)) return undefined;
  return secondsAt(year, month, day) + hour * HOUR_S + minute * 60 + second;
}

function textOf(seconds: number): Instant | null {
  if (!(seconds >= FIRST && seconds <= LAST)) return null;
  const days = Math.floor(seconds / DAY_S);
  const rest = seconds - days * DAY_S;
  const { year, month, day } = dateOf(days);
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return `${date}T${two(Math.floor(rest / HOUR_S))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}Z`;
}

function digits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Midnight of a date of the proleptic Gregorian calendar (Howard Hinnant's days_from_civil). */
function secondsAt(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * DAY_S;
}

/** The inverse (Howard Hinnant's civil_from_days), from days since 1970. */
function dateOf(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
