import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeWith } from '../../../tests/support/requires.ts';
import { renderConversationsReport } from '../src/conversations/conversations-report.ts';
import { hostileGrid } from './support/hostile-grid.ts';
import { longNamesGrid } from './support/long-names-grid.ts';
import {
  addAxe,
  axeFindings,
  launchBrowser,
  openAll,
  tabThrough,
  withReport,
} from './support/report-browser.ts';
import { shopGrid } from './support/shop-grid.ts';
import { conversationsInput, manyConversations } from './support/some-conversations.ts';

const GAP = ['cart-management', 'order-management'];
const HOSTILE = '<script>alert(5)</script> \u202Ereversed';
const shop = shopGrid();
const long = longNamesGrid();
const REPORTS = {
  many: await conversationsInput(shop, GAP, manyConversations(shop, GAP, 5000)),
  hostile: await conversationsInput(
    hostileGrid(),
    ['lending'],
    [{ domain: 'returns', behavior: 'rushed', texts: ['hi', HOSTILE], technique: 'urgency', reply: HOSTILE }],
  ),
  long: await conversationsInput(long, [], manyConversations(long, [], 40)),
};
const RATES = {
  schema: 'covergrid/rates@1' as const,
  models: { ['m'.repeat(200)]: { input_per_million: 1, output_per_million: 2, currency: 'USD' } },
};
const VIEWS = (Object.keys(REPORTS) as (keyof typeof REPORTS)[]).flatMap((report) =>
  [1280, 400].flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ report, width, colorScheme })),
  ),
);

describeWith('chromium', 'the report on conversations in a browser', () => {
  const directory = mkdtempSync(join(tmpdir(), 'conversations-report-'));
  let browser: Browser;

  beforeAll(async () => {
    for (const [name, input] of Object.entries(REPORTS)) {
      const [page] = renderConversationsReport({ ...input, rates: RATES });
      writeFileSync(join(directory, `${name}.html`), page?.content ?? '');
    }
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const withPage = (
    report: keyof typeof REPORTS,
    options: BrowserContextOptions,
    body: Parameters<typeof withReport>[3],
  ): Promise<void> => withReport(browser, join(directory, `${report}.html`), options, body);

  describe.each(VIEWS)('$report at $width px, $colorScheme', ({ report, width, colorScheme }) => {
    const options = { colorScheme, viewport: { width, height: 800 } };

    test('has no finding of axe with everything opened', async () => {
      await withPage(report, { ...options, bypassCSP: true }, async (page) => {
        await addAxe(page);
        await openAll(page);
        expect(await axeFindings(page)).toEqual([]);
      });
    });

    test('loads nothing, runs nothing, complains of nothing, and does not scroll sideways', async () => {
      await withPage(report, options, async (page, { messages, requests }) => {
        await openAll(page);
        expect(await page.evaluate('getComputedStyle(document.body).margin')).toBe('0px');
        expect(
          await page.evaluate('document.querySelectorAll("script, img, link, iframe, form").length'),
        ).toBe(0);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        expect(messages).toEqual([]);
        expect(requests).toHaveLength(1);
      });
    });
  });

  test('cells and gap are read by their names', async () => {
    await withPage('many', {}, async (page) => {
      const table = page.getByRole('table', { name: 'Conversations by domain and behavior' });
      const row = (name: string) =>
        table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
      const counts = await row('Returns, Refunds & Exchanges').getByRole('cell').allInnerTexts();
      expect(counts).toHaveLength(7);
      const each = counts.map(Number);
      expect(each.slice(0, 6).reduce((sum, count) => sum + count, 0)).toBe(each[6]);
      expect(await row('Cart Management').getByRole('cell').allInnerTexts()).toEqual([
        'no playbook yet',
        '0',
      ]);
      expect(await table.getByText('no playbook yet').count()).toBe(GAP.length);
      expect(
        await page.getByText('2 domains have no playbook yet, and so no conversations:').isVisible(),
      ).toBe(true);
      expect(await row('All').getByRole('cell').last().innerText()).toBe('5,000');
    });
  });

  test('a sample reads from top to bottom, and unfolds by keyboard', async () => {
    await withPage('many', {}, async (page) => {
      const sample = page.getByRole('article', { name: 'Happy Path' });
      expect(await sample.getByText(/^hello number \d+$/).isVisible()).toBe(true);
      const summary = sample.getByText('Facts, world, calls, constraints and criteria');
      await summary.focus();
      await page.keyboard.press('Enter');
      expect(await sample.getByText('Is kind.').isVisible()).toBe(true);
    });
  });

  test('is reachable by keyboard: skip link first, then every link, table and list in order', async () => {
    await withPage('hostile', { viewport: { width: 400, height: 800 } }, async (page) => {
      const { expected, reached } = await tabThrough(page);
      expect(reached).toEqual(expected);
      expect(reached).toContain('Figures of customer text');
    });
  });

  test('has one h1, no heading level left out, and tables with captions', async () => {
    await withPage('many', {}, async (page) => {
      const levels = await page.evaluate<number[]>(
        '[...document.querySelectorAll("h1, h2, h3, h4")].map((heading) => Number(heading.tagName[1]))',
      );
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
      expect(await page.evaluate('document.querySelectorAll("table:not(:has(caption))").length')).toBe(0);
    });
  });
});
