import { FAULTS, type Fault } from '@covergrid/runner';
import { expect, test } from 'vitest';
import { mutateDataset, mutationReportSchema } from '../src/index.ts';
import { commerceCases } from './commerce-cases.ts';

test('commerce turns no right answer down, catches every fault wherever it matters, and few cases do it', async () => {
  const report = mutationReportSchema.parse(await mutateDataset(commerceCases));
  expect(report.perfect).toEqual({ failed: 0, case_ids: [] });
  expect(report.faults.map(({ id }) => id)).toEqual(FAULTS.map(({ id }) => id));
  for (const { id, stated, caught, caught_by, missed } of report.faults) {
    expect(stated, id).toBeGreaterThan(0);
    expect([caught, missed], id).toEqual([stated, []]);
    expect(caught_by.constraints + caught_by.actions, id).toBeGreaterThanOrEqual(caught);
  }
  expect(report.uncaught).toEqual([]);
  expect(report.smallest_subset.length).toBeGreaterThan(0);
  expect(report.smallest_subset.length).toBeLessThan(FAULTS.length);
  const subset = commerceCases.filter(({ case_id }) => report.smallest_subset.includes(case_id));
  expect((await mutateDataset(subset)).uncaught).toEqual([]);
});

test('a fault that shows in nothing is missed, and said to be', async () => {
  const harmless: Fault = {
    id: 'harmless',
    description: 'Adds a smile.',
    script: ({ perfect }) => perfect.map((turn) => ({ ...turn, reply: `${turn.reply} :)` })),
  };
  const few = commerceCases.slice(0, 3);
  const report = await mutateDataset(few, { faults: [harmless] });
  expect(report).toMatchObject({
    faults: [{ stated: 3, caught: 0, missed: few.map(({ case_id }) => case_id) }],
    smallest_subset: [],
    uncaught: ['harmless'],
  });
});

test('no case is an error, and so is one without a golden', async () => {
  await expect(mutateDataset([])).rejects.toMatchObject({ code: 'EVALUATION_EMPTY' });
  const { reference: _golden, ...bare } = commerceCases[0]!;
  await expect(mutateDataset([bare])).rejects.toMatchObject({ code: 'REFERENCE_MISSING' });
});
