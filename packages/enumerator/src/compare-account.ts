/** Where two values of the same make first differ, in words, or undefined: `cells[3].kept is 12, must be 13`. */
export function firstDifference(actual: unknown, expected: unknown, at = ''): string | undefined {
  if (Object.is(actual, expected)) return undefined;
  if (isContainer(actual) && isContainer(expected) && Array.isArray(actual) === Array.isArray(expected)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    for (const key of keys) {
      const place = Array.isArray(expected) ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`;
      const found = firstDifference(actual[key], expected[key], place);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return `${at} is ${shown(actual)}, must be ${shown(expected)}`;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
