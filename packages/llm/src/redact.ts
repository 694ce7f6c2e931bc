/** Shorter values are placeholders for servers that want any key, such as `EMPTY`, and may be ordinary words. */
const SHORTEST_SECRET = 8;
const MASK = '[secret]';

/** Takes secret values out of a text. */
export type Redact = (text: string) => string;

/** A function that replaces every occurrence of the secrets, as they are and as JSON, URLs and base64 spell them. */
export function redactor(secrets: readonly string[]): Redact {
  const spellings = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
    ])
    .toSorted((a, b) => b.length - a.length);
  return (text) => spellings.reduce((left, spelling) => left.replaceAll(spelling, MASK), text);
}

/** A copy of JSON data without the secrets, in values and in keys; its nesting has to be bounded. */
export function redactValue<T>(value: T, redact: Redact): T {
  return redactAny(value, redact) as T;
}

function redactAny(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactAny(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redact(key), redactAny(item, redact)]),
  );
}
