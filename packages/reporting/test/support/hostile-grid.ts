import type { CoverageReportInput } from '../../src/coverage-report.ts';
import { makeInput } from './make-input.ts';

const TAXONOMY = {
  schema: 'covergrid/taxonomy@1',
  id: 'library',
  version: '2.1.0',
  title: 'Library desk </title><script>alert(1)</script>',
  description:
    'Lending & returns; "quotes", \'apostrophes\', `backticks` and a right-to-left mark \u202Ereversed.',
  domains: [
    { id: 'lending', name: '<img src=x onerror=alert(2)>', order: 2 },
    { id: 'returns', name: '=HYPERLINK("http://example.com","Returns")', order: 1 },
  ],
  behaviors: [
    { id: 'calm', name: 'Calm' },
    { id: 'rushed', name: 'Rushed & "late"' },
  ],
  axes: [
    {
      id: 'days_late',
      name: 'Days late',
      unit: 'days',
      bins: [
        { id: 'weeks', label: '-1+1 weeks', range: { above: 7 } },
        { id: 'none', label: 'none', range: { max: 0 } },
        { id: 'week', range: { above: 0, max: 7 } },
      ],
    },
    {
      id: 'member',
      name: 'Member',
      bins: [{ id: 'guest' }, { id: 'adult' }, { id: 'child', label: 'קטין' }],
    },
  ],
};

const EXCLUSIONS = {
  schema: 'covergrid/exclusions@1',
  id: 'library-baseline',
  version: '1.2.0',
  taxonomy: { id: 'library', version: '^2.0.0' },
  rules: [
    {
      id: 'business-irrelevance.guests',
      category: 'business-irrelevance',
      rationale: 'Guests cannot borrow. <b onclick="alert(3)">Not bold</b>',
      exclude: { member: 'guest' },
    },
    {
      id: 'closing-time',
      category: 'our-own',
      rationale: '@SUM(A1) — nobody lends in a rush.',
      exclude: { domain: 'lending', behavior: 'rushed' },
    },
    {
      id: 'low-risk-cap.on-time',
      category: 'low-risk-cap',
      rationale: 'One return on time is like another.',
      limit: { days_late: 'none' },
      per: ['domain', 'behavior'],
      keep: 1,
      prefer: [{ member: 'child' }, { any: [{ member: { not: ['guest', 'child'] } }] }],
      balance: ['member'],
    },
  ],
};

/** A small grid with an empty cell, an empty bin, a domain without playbook, and names written by somebody who means harm. */
export function hostileGrid(): CoverageReportInput {
  const input = makeInput(TAXONOMY, EXCLUSIONS);
  return {
    ...input,
    manifest: { ...input.manifest, conversations: { domains_without_playbook: ['lending'] } },
  };
}
