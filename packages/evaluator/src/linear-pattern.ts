import { RE2JS } from 're2js';

/** What a pattern may be matched with: `i` any case, `s` the dot matches line ends, `m` anchors at lines. */
export const FLAGS = { i: RE2JS.CASE_INSENSITIVE, s: RE2JS.DOTALL, m: RE2JS.MULTILINE } as const;

/**
 * Compiles a regular expression of a user for an engine that takes time linear in the text, whatever the pattern. It is
 * that of RE2, which has neither look-around nor references back.
 *
 * @throws an error whose message says what is wrong with the pattern
 */
export function linearPattern(pattern: string, flags = ''): { test(text: string): boolean } {
  let bits = 0;
  for (const flag of flags) bits |= FLAGS[flag as keyof typeof FLAGS] ?? 0;
  const compiled = RE2JS.compile(pattern, bits);
  return { test: (text) => compiled.matcher(text).find() };
}
