import { sha256 } from '@covergrid/core';
import { describe, expect, test } from 'vitest';
import { renderConversationsReport } from '../src/conversations/conversations-report.ts';
import { conversationsReportSchema } from '../src/conversations/report-schema.ts';
import { hostileGrid } from './support/hostile-grid.ts';
import { shopGrid } from './support/shop-grid.ts';
import { conversationsInput, manyConversations } from './support/some-conversations.ts';

const HOSTILE = '<script>alert(5)</script> \u202Ereversed & "quoted"\nsecond line';
const small = await conversationsInput(
  hostileGrid(),
  ['lending'],
  [
    { domain: 'returns', behavior: 'calm', texts: ['hi', HOSTILE], reply: '<b onclick="alert(6)">no</b>' },
    {
      domain: 'returns',
      behavior: 'rushed',
      texts: ['now!'],
      technique: 'urgency',
      decision: 'deny_policy',
      verdict: 'DENY',
    },
    {
      domain: 'returns',
      behavior: 'rushed',
      texts: ['NOW'],
      technique: 'urgency',
      decision: 'defer',
      verdict: 'PARTIAL',
    },
  ],
);

describe('the report on a few conversations', () => {
  const files = renderConversationsReport(small);
  const [page, data] = files.map(({ content }) => content) as [string, string];

  test.each(files)('$path', async ({ path, content }) => {
    await expect(content).toMatchFileSnapshot(`golden/small/${path}`);
  });

  test('is the same bytes each time', () => {
    expect(renderConversationsReport(structuredClone(small))).toEqual(files);
  });

  test('the data vouches for the page', () => {
    const report = conversationsReportSchema.parse(JSON.parse(data));
    expect(report.files).toEqual([{ path: 'conversations.html', sha256: sha256(page) }]);
    expect(report).toMatchObject({ conversations: 3, turns: 4, domains_without_playbook: ['lending'] });
  });

  test('holds no markup but its own, and no hidden character', () => {
    expect(page).not.toMatch(/<(script|img|link|iframe|object|embed|b [^>]*on)/);
    expect(page).not.toContain('\u202e');
    expect(page).toContain('⟨U+202E⟩reversed');
  });

  test('says that the set is too small for its figures to be judged, and judges none', () => {
    expect(wordsOf(page)).toContain('at least 2,000 customer turns of variant 0. This set has 4:');
    expect(page).not.toMatch(/class="verdict-(met|short|failed)"/);
  });

  test('names the domain without a playbook, what that leaves out, and where it stands in the grid', () => {
    expect(wordsOf(page)).toContain('1 domain has no playbook yet, and so no conversations:');
    const kept = small.manifest.cells
      .filter(({ domain }) => domain === 'lending')
      .reduce((sum, cell) => sum + cell.kept, 0);
    expect(wordsOf(page)).toContain(`That leaves out ${kept} kept scenarios.`);
    expect(page).toContain('<td class="gap empty" colspan="2">no playbook yet</td>');
  });

  test('measures what is sent: each request the instructions and all before it', () => {
    // "Be kind." and [] and {} make 12 characters; the first conversation has two turns, and says "hi" twice.
    const first = 12 + 2 + (12 + 2 + HOSTILE.length);
    const report = conversationsReportSchema.parse(JSON.parse(data));
    expect(report.characters.sent).toBe(first + (12 + 4) + (12 + 3));
  });
});

describe.each([999, 5000])('the report on %i conversations', (count) => {
  const gap = ['cart-management', 'order-management'];

  test('judges the figures, has every cell, and stays small', async () => {
    const grid = shopGrid();
    const input = await conversationsInput(grid, gap, manyConversations(grid, gap, count));
    const [page] = renderConversationsReport({
      ...input,
      rates: {
        schema: 'covergrid/rates@1',
        models: { one: { input_per_million: 1, output_per_million: 1, currency: 'USD' } },
      },
    });
    const { figures } = input.summary.stats;
    expect(figures.turns >= 2000).toBe(count === 5000);
    const text = wordsOf(page!.content);
    expect(/\d+ of 26 figures meets? (its|their) target/.test(text)).toBe(count === 5000);
    expect(text).toMatch(/one USD 1\.00 USD 1\.00 USD \d/);
    expect(page!.content.match(/class="heat heat-\d+"/g)).toHaveLength(12 * 6);
    expect(page!.content.match(/class="gap empty"/g)).toHaveLength(2);
    expect(page!.content.length).toBeLessThan(150_000);
  });
});

test('benign twins are named, and count in no figure', async () => {
  const twins = { dataset_id: 'twins', version: '1.0.0', path: 'twins', conversations: 7, turns: 20 };
  const [page, data] = renderConversationsReport({
    ...small,
    datasets: [...small.datasets, { ...twins, sha256: '0'.repeat(64), twins: true }],
  });
  expect(wordsOf(page!.content)).toContain('1 dataset of one run; beside them 7 benign twins of attacks');
  expect(wordsOf(page!.content)).toContain('twins , benign twins of attacks, not counted 1.0.0 7 20');
  expect(wordsOf(page!.content)).toContain('All 3 4');
  expect(conversationsReportSchema.parse(JSON.parse(data!.content))).toMatchObject({ conversations: 3 });
});

test('what was no part of the run is told from what nothing is kept of', async () => {
  const input = await conversationsInput(
    hostileGrid(),
    [],
    [{ domain: 'returns', behavior: 'calm', texts: ['hi'] }],
  );
  const [page] = renderConversationsReport(input);
  expect(page!.content).toContain('Calm: not part of this run');
  expect(page!.content).toContain('Rushed &amp; &quot;late&quot;: no scenario is kept');
  expect(page!.content).toContain('Every domain has a playbook.');
});

/** The text of a page without its markup, white space as one space. */
function wordsOf(page: string): string {
  return page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}
