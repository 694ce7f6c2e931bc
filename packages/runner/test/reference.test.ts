import { describe, expect, test } from 'vitest';
import { caseOf, createBackend, evidenceOf, FAULTS, transcriptOf, type RunResult } from '../src/index.ts';
import { commerceCases } from './commerce-cases.ts';
import { objections } from './judge.ts';
import { RunDirectory } from './run-directory.ts';

const directory = new RunDirectory();
const evidence = commerceCases.map(({ reference }) => evidenceOf(reference!));

async function resultsOf(agent: string): Promise<RunResult[]> {
  const backend = await createBackend({ name: `reference:${agent}` });
  const summary = await directory.run(agent, commerceCases, backend);
  expect(summary.statuses).toEqual({ ok: commerceCases.length, timeout: 0, error: 0, refused: 0 });
  return directory.results(agent);
}

test('the perfect agent meets every constraint, and leaves the world as it should be', async () => {
  const results = await resultsOf('perfect');
  expect(results.map(({ case_id }) => case_id)).toEqual(commerceCases.map(({ case_id }) => case_id));
  for (const [place, result] of results.entries()) {
    const runCase = commerceCases[place]!;
    expect(objections(runCase, transcriptOf(result)), result.case_id).toEqual([]);
    expect(result.outcome, result.case_id).toEqual(runCase.reference!.golden.final_outcome);
    const calls = result.turns.flatMap(({ exchanges }) => exchanges.flatMap((exchange) => exchange.calls));
    expect(
      calls.filter(({ ok }) => ok !== true),
      result.case_id,
    ).toEqual([]);
  }
});

describe.each(FAULTS.map((fault) => [fault.id, fault] as const))('%s', (_id, fault) => {
  test('is caught wherever it is stated to matter', () => {
    const stated = commerceCases.flatMap((runCase, place) => {
      const script = fault.script(evidence[place]!);
      return script === undefined ? [] : [{ runCase, script }];
    });
    const missed = stated.filter(
      ({ runCase, script }) => objections(runCase, { turns: script }).length === 0,
    );
    expect(stated.length).toBeGreaterThan(0);
    expect(missed.map(({ runCase }) => runCase.case_id)).toEqual([]);
  });
});

test('an agent with a fault is the perfect one wherever the fault does not matter', async () => {
  const fault = FAULTS.find(({ id }) => id === 'bypasses-identity')!;
  const stated = commerceCases.filter((_, place) => fault.script(evidence[place]!) !== undefined);
  const results = await resultsOf(fault.id);
  const caught = results.filter(
    (result, place) => objections(commerceCases[place]!, transcriptOf(result)).length > 0,
  );
  expect(caught.map(({ case_id }) => case_id)).toEqual(stated.map(({ case_id }) => case_id));
});

test('faults need what the dataset was made from, and the perfect agent does not', async () => {
  const [runCase] = commerceCases;
  const { conversation, golden } = runCase!.reference!;
  const cases = [caseOf(conversation, { golden })];
  const statusOf = async (agent: string): Promise<RunResult | undefined> => {
    const name = `sourceless-${agent}`;
    await directory.run(name, cases, await createBackend({ name: 'reference', options: { agent } }));
    return directory.results(name)[0];
  };
  expect(await statusOf('perfect')).toMatchObject({ status: 'ok', error: null });
  expect(await statusOf('ignores-stock')).toMatchObject({
    status: 'error',
    error: { code: 'REFERENCE_MISSING' },
  });
});
