import { createHash } from 'node:crypto';
import { html, trusted, type Html } from './html.ts';
import { renderSection, type Section } from './section.ts';
import { STYLES } from './styles.ts';

/**
 * A whole page from its parts. Its policy allows its one style sheet and nothing else: no script, no request, no
 * inline style.
 *
 * @param styles added to the style sheet of all reports
 */
export function page(title: string, masthead: Html, sections: readonly Section[], styles = ''): string {
  const style = `\n${STYLES.trim()}\n${styles}`;
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${trusted(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the result</a>
        ${masthead}
        <nav aria-label="Sections">
          <div class="wrap">
            <ul>
              ${sections.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li> `)}
            </ul>
          </div>
        </nav>
        <main id="main" tabindex="-1" class="wrap">${sections.map(renderSection)}</main>
      </body>
    </html> `.markup;
}
