import { escapeHtml } from './escape-html.ts';

/** A piece of finished markup. Only {@link html} and {@link trusted} make one, so a plain string is never markup. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What a template may hold: text and numbers are escaped, markup stands as it is, the rest is nothing. */
export type HtmlValue = Html | string | number | false | undefined | readonly HtmlValue[];

/**
 * Markup from a template; every value in it is escaped unless it is {@link Html} itself. Attributes must be
 * quoted. The template's own line breaks lose their indentation, so that it may be laid out as the formatter likes.
 */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(parts.map((part, index) => withoutIndent(part) + render(values[index])).join(''));
}

/** Declares text of ours (a style sheet, say) to be markup. Never for text that comes from a file. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

function withoutIndent(part: string): string {
  return part.replace(/\s*\n\s*/g, '\n');
}

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(render).join('');
}
