/**
 * How long to wait before a request is made again, in milliseconds: what the server says, in seconds or as a date,
 * else twice as long each time from half a second on.
 *
 * @param failures how often it failed, from 1
 * @param now milliseconds of the epoch
 */
export function retryAfterMs(header: string | null, failures: number, now: number): number {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? 500 * 2 ** (failures - 1) : Math.max(0, date - now);
}
