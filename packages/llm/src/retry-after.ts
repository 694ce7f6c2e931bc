/**
 * How long a server asks to wait, from `retry-after-ms` or `retry-after`, in milliseconds from `nowMs`: a number of
 * seconds, or a date. Null where it does not say, or says nothing that can be read; 0 for a date that has passed.
 *
 * @example
 * retryAfterMs(new Headers({ 'retry-after': '2' }), 0); // => 2000
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const milliseconds = readNumber(headers.get('retry-after-ms'));
  if (milliseconds !== null) return milliseconds;
  const text = headers.get('retry-after');
  if (text === null) return null;
  const seconds = readNumber(text);
  if (seconds !== null) return seconds * 1000;
  // Every form of a date in HTTP names its month.
  const date = /[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

function readNumber(text: string | null): number | null {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}
