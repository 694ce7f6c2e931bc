import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumPath } from '../../../../tests/support/requires.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A browser for reports. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

/** What a page has said and asked for. */
export interface Seen {
  readonly messages: string[];
  readonly requests: string[];
}

/** Opens a report in a browser context of its own. */
export async function withReport(
  browser: Browser,
  file: string,
  options: BrowserContextOptions,
  body: (page: Page, seen: Seen) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const seen: Seen = { messages: [], requests: [] };
    page.on('console', (message) => seen.messages.push(message.text()));
    page.on('pageerror', (error) => seen.messages.push(String(error)));
    page.on('dialog', (dialog) => {
      seen.messages.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => seen.requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await body(page, seen);
  } finally {
    await context.close();
  }
}

/** Unfolds all that is folded. */
export function openAll(page: Page): Promise<void> {
  return page.evaluate('document.querySelectorAll("details").forEach((details) => { details.open = true; })');
}

/** Brings axe into a page, whose context has to bypass its policy. */
export async function addAxe(page: Page): Promise<void> {
  await page.addScriptTag({ path: AXE });
}

/** What axe finds in a page as it stands. */
export function axeFindings(page: Page): Promise<unknown[]> {
  return page.evaluate<unknown[]>(
    `axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(({violations}) =>
      violations.map(({id, nodes}) => ({id, nodes: nodes.slice(0, 3).map((node) => node.html + ' ' + node.failureSummary)})))`,
  );
}

/** Presses Tab through a page: what should get the focus, in order, and what does. */
export async function tabThrough(page: Page): Promise<{ expected: string[]; reached: string[] }> {
  const expected = await page.evaluate<string[]>(
    '[...document.querySelectorAll("a, summary, .scroll")].filter((element) => element.checkVisibility({contentVisibilityAuto: true})).map((element) => element.getAttribute("aria-label") ?? element.textContent.trim())',
  );
  const reached: string[] = [];
  for (const _ of expected) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.evaluate<string>(
        'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim()',
      ),
    );
  }
  return { expected, reached };
}
