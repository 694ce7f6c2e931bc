import { html, type Html, type HtmlValue } from './html.ts';

/** A named part of the page, reachable from its table of contents. */
export interface Section {
  id: string;
  title: string;
  body: Html;
}

/** A section as markup: a landmark named by its heading. */
export function renderSection({ id, title, body }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section> `;
}

/** A name that came from a file: kept apart from its surroundings whatever its writing direction. */
export function name(text: HtmlValue): Html {
  return html`<bdi>${text}</bdi>`;
}
