import { html, type Html } from './html.ts';

/** A table that scrolls sideways by itself where the page is narrow: reachable by keyboard, and named. */
export function scrollRegion(label: string, table: Html): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>`;
}
