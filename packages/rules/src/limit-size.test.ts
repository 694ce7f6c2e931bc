import { defineConfiguration } from '@covergrid/taxonomy';
import { expect, it } from 'vitest';
import { compileGrid } from './compiled-grid.ts';

const bins = Array.from({ length: 20 }, (_, b) => ({ id: `b${b}` }));

function limited(keep: number, per: string[] = []): Parameters<typeof compileGrid>[0] {
  return defineConfiguration(
    {
      schema: 'covergrid/taxonomy@1',
      id: 'wide',
      version: '1.0.0',
      domains: [{ id: 'd', name: 'D' }],
      behaviors: [{ id: 'b', name: 'B' }],
      axes: ['v', 'w', 'x', 'y', 'z', 'zz'].map((id) => ({ id, name: id, bins })),
    },
    {
      schema: 'covergrid/exclusions@1',
      id: 'wide-rules',
      version: '1.0.0',
      taxonomy: { id: 'wide', version: '*' },
      rules: [{ id: 'cap', category: 'skew-control', rationale: 'Made up.', limit: {}, per, keep }],
    },
  );
}

it('a limit that would retain more than memory should hold is refused, naming the rule', () => {
  expect(() => compileGrid(limited(10_000_001))).toThrow(
    expect.objectContaining({ code: 'LIMIT_TOO_LARGE', message: expect.stringContaining('"cap"') }),
  );
});

it('a limit that never binds may be as large as it likes', () => {
  expect(compileGrid(limited(64_000_000)).kept).toBe(64_000_000);
});

it('a limit with more groups than memory should hold is refused, naming the rule', () => {
  expect(() => compileGrid(limited(1, ['v', 'w', 'x', 'y', 'z', 'zz']))).toThrow(
    expect.objectContaining({ code: 'LIMIT_TOO_LARGE', message: expect.stringContaining('"cap"') }),
  );
});
