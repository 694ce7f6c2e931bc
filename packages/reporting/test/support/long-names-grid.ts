import type { CoverageReportInput } from '../../src/coverage-report.ts';
import { makeInput } from './make-input.ts';

/** A small grid whose names are as long as names may be, without a place to break. */
export function longNamesGrid(): CoverageReportInput {
  const long = (start: string): string => start.padEnd(200, 'x');
  return makeInput(
    {
      schema: 'covergrid/taxonomy@1',
      id: 'long',
      version: '1.0.0',
      title: long('Title'),
      domains: [
        { id: 'a', name: long('DomainA') },
        { id: 'b', name: 'Short' },
      ],
      behaviors: [
        { id: 'c', name: long('BehaviorC') },
        { id: 'd', name: long('BehaviorD') },
        { id: 'e', name: 'Short' },
      ],
      axes: [
        {
          id: 'f',
          name: long('AxisF'),
          unit: 'u'.repeat(40),
          bins: [
            { id: 'g', label: long('BinG'), range: { max: 1 } },
            { id: 'h', label: long('BinH'), range: { above: 1 } },
          ],
        },
      ],
    },
    {
      schema: 'covergrid/exclusions@1',
      id: 'long',
      version: '1.0.0',
      taxonomy: { id: 'long', version: '1.0.0' },
      rules: [
        {
          id: Array(3).fill('r'.repeat(64)).join('.'),
          category: 'c'.repeat(64),
          rationale: long('Rationale'),
          exclude: { domain: 'a', f: 'g' },
        },
        {
          id: 'gap',
          category: 'own',
          rationale: 'Leaves a cell empty.',
          exclude: { domain: 'b', behavior: 'c' },
        },
      ],
    },
  );
}
