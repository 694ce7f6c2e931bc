import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeWith } from '../../../tests/support/requires.ts';
import { renderCoverageReport } from '../src/coverage-report.ts';
import { hostileGrid } from './support/hostile-grid.ts';
import { longNamesGrid } from './support/long-names-grid.ts';
import { pdfText } from './support/pdf-text.ts';
import {
  addAxe,
  axeFindings,
  launchBrowser,
  openAll,
  tabThrough,
  withReport,
} from './support/report-browser.ts';
import { shopGrid } from './support/shop-grid.ts';

const REPORTS = { shop: shopGrid, hostile: hostileGrid, long: longNamesGrid };
const RATES = {
  schema: 'covergrid/rates@1' as const,
  models: { ['m'.repeat(200)]: { input_per_million: 1, output_per_million: 2, currency: 'USD' } },
};
const VIEWS = (Object.keys(REPORTS) as (keyof typeof REPORTS)[]).flatMap((report) =>
  [1280, 360].flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ report, width, colorScheme })),
  ),
);

describeWith('chromium', 'the coverage report in a browser', () => {
  const directory = mkdtempSync(join(tmpdir(), 'coverage-report-'));
  let browser: Browser;

  beforeAll(async () => {
    for (const [name, grid] of Object.entries(REPORTS)) {
      const [page] = renderCoverageReport({
        ...grid(),
        notes: ['A note.'],
        estimate: { rates: RATES },
      });
      writeFileSync(join(directory, `${name}.html`), page?.content ?? '');
    }
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const withPage = (
    report: string,
    options: BrowserContextOptions,
    body: Parameters<typeof withReport>[3],
  ): Promise<void> => withReport(browser, join(directory, `${report}.html`), options, body);

  describe.each(VIEWS)('$report at $width px, $colorScheme', ({ report, width, colorScheme }) => {
    const options = { colorScheme, viewport: { width, height: 800 } };

    test('has no finding of axe, also with everything opened', async () => {
      await withPage(report, { ...options, bypassCSP: true }, async (page) => {
        await addAxe(page);
        expect(await axeFindings(page)).toEqual([]);
        await openAll(page);
        expect(await axeFindings(page)).toEqual([]);
      });
    });

    test('loads nothing, runs nothing, complains of nothing', async () => {
      await withPage(report, options, async (page, { messages, requests }) => {
        expect(await page.evaluate('getComputedStyle(document.body).margin')).toBe('0px');
        expect(
          await page.evaluate(
            '[...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames()).filter((name) => /^(on|style$|src|srcset$|action$)/.test(name))',
          ),
        ).toEqual([]);
        expect(
          await page.evaluate('document.querySelectorAll("script, img, link, iframe, form").length'),
        ).toBe(0);
        expect(messages).toEqual([]);
        expect(requests).toHaveLength(1);
      });
    });

    test('does not scroll sideways as a page, also with everything opened', async () => {
      await withPage(report, options, async (page) => {
        await openAll(page);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      });
    });
  });

  test.each([1280, 360])(
    'names of any length leave the figures of each table in view at %i px',
    async (width) => {
      await withPage('long', { viewport: { width, height: 800 } }, async (page) => {
        await openAll(page);
        const tables = await page.evaluate<{ name: string; room: number; head: number; widest: number }[]>(
          `[...document.querySelectorAll('.scroll')].map((region) => {
          const widthsOf = (cells) => [...region.querySelectorAll(cells)].map((cell) => cell.getBoundingClientRect().width);
          return {
            name: region.getAttribute('aria-label'),
            room: region.clientWidth,
            head: Math.max(0, ...widthsOf('tbody th[scope="row"]')),
            widest: Math.max(0, ...widthsOf('td:not([colspan])')),
          };
        })`,
        );
        expect(tables.length).toBeGreaterThanOrEqual(5);
        expect(
          await page.evaluate(
            '[...document.querySelectorAll("th, td")].filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length',
          ),
        ).toBe(0);
        // The first column may stick: what is left beside it has to show a whole figure.
        for (const { name, room, head, widest } of tables) {
          expect({ name, fits: head <= 0.6 * room }).toEqual({ name, fits: true });
          if (name === 'Kept scenarios by domain and behavior')
            expect(head + widest).toBeLessThanOrEqual(room);
        }
      });
    },
  );

  test('is reachable by keyboard: skip link first, then every link, table and list in order', async () => {
    await withPage('shop', { viewport: { width: 360, height: 800 } }, async (page) => {
      const { expected, reached } = await tabThrough(page);
      expect(reached).toEqual(expected);
      expect(reached).toContain('Kept scenarios by domain and behavior');
    });
  });

  test('a table scrolls by arrow keys once it has the focus', async () => {
    await withPage('shop', { viewport: { width: 360, height: 800 } }, async (page) => {
      const region = page.getByRole('region', { name: 'Exclusion rules', exact: true });
      await region.focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.evaluate('document.activeElement.scrollLeft')).toBeGreaterThan(0);
    });
  });

  test('has one h1, no heading level left out, and tables with captions', async () => {
    await withPage('shop', {}, async (page) => {
      const levels = await page.evaluate<number[]>(
        '[...document.querySelectorAll("h1, h2, h3, h4")].map((heading) => Number(heading.tagName[1]))',
      );
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
      expect(await page.evaluate('document.querySelectorAll("table:not(:has(caption))").length')).toBe(0);
    });
  });

  test('prints light and whole, with what is folded on screen', async () => {
    await withPage('shop', { colorScheme: 'dark' }, async (page) => {
      const { pages, text } = pdfText(await page.pdf({ format: 'A4' }));
      const { rules } = shopGrid().manifest;
      expect(pages).toBeGreaterThanOrEqual(3);
      expect(pages).toBeLessThanOrEqual(12);
      for (const rule of rules) expect(text).toContain(withoutSpace(rule.rationale));
      expect(text).toContain(withoutSpace('System Awareness & Failure Handling × Adversarial/Trap Queries'));
      await page.emulateMedia({ media: 'print' });
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
        'rgb(255, 255, 255)',
      );
    });
  });
});

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
