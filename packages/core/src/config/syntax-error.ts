import type { YAMLError } from 'yaml';
import { printable } from '../printable.ts';

/** What is wrong with the syntax, as a sentence, and the offset it is about. */
interface SyntaxFault {
  readonly message: string;
  readonly offset: number;
  /** True for a tab where spaces belong. */
  readonly isTab: boolean;
}

/** A complaint of the YAML parser in our words. */
export function describeSyntaxError(error: YAMLError, text: string): SyntaxFault {
  const offset = error.pos[0];
  const tab = indentationTab(text, offset);
  if (error.code === 'TAB_AS_INDENT' || tab !== undefined) {
    return {
      message: 'A tab stands in the indentation; YAML is indented with spaces only.',
      offset: tab ?? offset,
      isTab: true,
    };
  }
  if (error.code === 'NON_STRING_KEY') {
    return { message: 'A key must be plain text, not a list, map or alias.', offset, isTab: false };
  }
  const sentence = printable(error.message.split('\n', 1)[0] ?? '');
  return { message: sentence.endsWith('.') ? sentence : `${sentence}.`, offset, isTab: false };
}

function indentationTab(text: string, offset: number): number | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(start, start + 200))?.[0] ?? '';
  // JSON may be indented with tabs: there the tab is not what is wrong.
  if (/^\s*[{[]/.test(text)) return undefined;
  const tab = indentation.indexOf('\t');
  return tab === -1 ? undefined : start + tab;
}
