import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Issue } from '@covergrid/core';
import {
  buildCase,
  compileVertical,
  probePlaybook,
  proveGolden,
  type CaseOptions,
  type CasePoint,
  type DecisionRow,
  type Vertical,
  type VerticalSources,
} from '@covergrid/worlds';
import { describe, expect, test } from 'vitest';
import { ConversationWriter } from '../src/index.ts';
import { domains, keptPoints, sources, vertical } from './commerce-set.ts';

type DecisionTable = VerticalSources['decisionTable']['value'];
type Playbook = VerticalSources['playbooks'][number]['value'];

/** The proofs that fail for a scenario in a vertical. */
function failing(of: Vertical, writer: ConversationWriter, point: CasePoint, options: CaseOptions): string[] {
  const built = buildCase(of, point, options);
  const { conversation, golden } = writer.write(built, 'commerce.all');
  return proveGolden(of, built, conversation, golden).map(({ proof }) => proof);
}

describe('a decision table with another decision in one row is found out', () => {
  const { rows } = vertical.decisionTable;
  const cases = keptPoints.flatMap((point) => {
    const { row, override } = buildCase(vertical, point, { seed: 1 });
    return override === undefined ? [{ point, row }] : [];
  });
  const flips = rows.flatMap((row, index) =>
    [...new Set(rows.map(({ decision }) => decision))]
      .filter((decision) => decision !== row.decision)
      .map((decision) => ({ index, was: row.decision, decision })),
  );

  test.each(flips)('row $index, $was made $decision', ({ index, decision }) => {
    const flipped = withTable((table) => ({
      ...table,
      rows: table.rows.map((row, at) => (at === index ? { ...row, decision } : row)),
    }));
    const writer = new ConversationWriter(flipped);
    const decided = cases.filter(({ row }) => row === rows[index]);
    expect(decided.length).toBeGreaterThan(0);
    for (const { point } of decided)
      expect(failing(flipped, writer, point, { seed: 1 }), point.scenario_id).toContain('policy');
  });

  test('and so is one that no longer demands what has to be disclosed, or outcomes that do not', () => {
    const undisclosed = compileVertical({
      ...sources,
      playbooks: sources.playbooks.map((source) => ({
        ...source,
        value: {
          ...source.value,
          outcomes: Object.fromEntries(
            Object.entries(source.value.outcomes).map(([name, outcome]) => [
              name,
              { ...outcome, discloses: [] },
            ]),
          ),
        },
      })),
    });
    const writer = new ConversationWriter(undisclosed);
    const disclosing = cases.filter(({ row }: { row: DecisionRow }) => (row.discloses ?? []).length > 0);
    expect(disclosing.length).toBeGreaterThan(0);
    for (const { point } of disclosing)
      expect(failing(undisclosed, writer, point, { seed: 1 }), point.scenario_id).toContain('disclosures');
  });
});

describe('a range of the policy axis that is shifted by one is found out', () => {
  const shifts = sources.playbooks.flatMap(({ value: { domain, axes } }) =>
    Object.entries(axes['policy_boundary']!.draws).flatMap(([name, ranges]) =>
      Object.keys(ranges).flatMap((bin) =>
        (['low', 'high'] as const).flatMap((end) => [-1, 1].map((by) => ({ domain, name, bin, end, by }))),
      ),
    ),
  );

  test('at every end of every range', () => {
    expect(shifts).toHaveLength(domains.length * 3 * 2 * 2);
  });

  test.each(shifts)('$domain, $bin, $end end by $by', ({ domain, name, bin, end, by }) => {
    const shifted = withPlaybook(domain, (playbook) => {
      const policy = playbook.axes['policy_boundary']!;
      const [low, high] = policy.draws[name]![bin]!;
      const range: [number, number] = end === 'low' ? [low + by, high] : [low, high + by];
      const draws = { ...policy.draws, [name]: { ...policy.draws[name], [bin]: range } };
      return { ...playbook, axes: { ...playbook.axes, policy_boundary: { ...policy, draws } } };
    });
    const points = someOf(domain, bin);
    expect(faults(vertical, domain, points, 2)).toEqual([]);
    expect(faults(shifted, domain, points, 2)).not.toEqual([]);
  });
});

test.each(domains)('%s as it is has no such fault', (domain) => {
  expect(faults(vertical, domain, keptPoints, 4)).toEqual([]);
});

/** What probes find, but for what never comes up: fewer scenarios reach fewer things. */
function faults(of: Vertical, domain: string, points: readonly CasePoint[], variants: number): Issue[] {
  const issues = probePlaybook(of, domain, points, { seed: 1, variants });
  return issues.filter(({ code }) => code !== 'PLAYBOOK_UNREACHABLE');
}

/** At most thirty scenarios of a bin of the policy axis. */
function someOf(domain: string, bin: string): CasePoint[] {
  const points = keptPoints.filter(
    (point) => point.domain === domain && point.axes['policy_boundary'] === bin,
  );
  const step = Math.ceil(points.length / 30);
  return points.filter((_, place) => place % step === 0);
}

test('the judge of policies knows neither how a case is built nor the decision table', async () => {
  const file = fileURLToPath(import.meta.resolve('@covergrid/worlds')).replace(
    'index.ts',
    'policy-clauses.ts',
  );
  const imported = [...(await readFile(file, 'utf8')).matchAll(/from '([^']+)'/g)].map(([, from]) => from);
  expect(new Set(imported)).toEqual(new Set(['@covergrid/testdata', './decision.ts']));
});

function withTable(change: (table: DecisionTable) => DecisionTable): Vertical {
  const { decisionTable } = sources;
  return compileVertical({
    ...sources,
    decisionTable: { ...decisionTable, value: change(decisionTable.value) },
  });
}

function withPlaybook(domain: string, change: (playbook: Playbook) => Playbook): Vertical {
  const playbooks = sources.playbooks
    .filter(({ value }) => value.domain === domain)
    .map((source) => ({ ...source, value: change(source.value) }));
  return compileVertical({ ...sources, playbooks });
}
