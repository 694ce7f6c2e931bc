import { quoted } from '../printable.ts';
import type { ConfigPath } from './config-document.ts';

/**
 * A path as people write it; empty for the top of a document.
 *
 * @example
 * wordsOfPath(['rules', 1, 'keep']); // => 'rules[1].keep'
 */
export function wordsOfPath(path: ConfigPath): string {
  let words = '';
  for (const step of path) {
    if (typeof step === 'number') words += `[${step}]`;
    else if (/^[\w-]{1,64}$/.test(String(step))) words += words === '' ? String(step) : `.${String(step)}`;
    else words += `[${quoted(String(step))}]`;
  }
  return words;
}
