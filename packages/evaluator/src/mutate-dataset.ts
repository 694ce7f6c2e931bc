import { CovergridError, reasonToStop } from '@covergrid/core';
import {
  evidenceOf,
  FAULTS,
  type Fault,
  type RunCase,
  type RunResult,
  type ScriptedTurn,
} from '@covergrid/runner';
import { Evidence } from './evidence.ts';
import { adherence } from './metrics/golden-adherence.ts';
import { outcomeByActions } from './metrics/outcome-match.ts';
import type { MutationReport } from './mutate-schema.ts';
import { smallestSubset, type Catch } from './smallest-subset.ts';

/** How a dataset is held against faults. */
export interface MutateOptions {
  /** Up to 20. Default: those of the reference agents. */
  readonly faults?: readonly Fault[] | undefined;
  readonly onProgress?: ((cases: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const MOST_NAMED = 100;

interface Tally {
  stated: number;
  caught: number;
  constraints: number;
  actions: number;
  missed: string[];
}

/**
 * Plants every fault in the perfect agent, in this process, and tells which cases catch it. A case catches a fault where
 * a constraint of the golden does not hold or the calls change the world otherwise than they should; that the agent
 * states another outcome counts nothing, since most agents state none. Memory grows by an id and a number per case.
 *
 * @throws EVALUATION_EMPTY without cases, REFERENCE_MISSING where a case does not know what it was made from, INTERRUPTED
 */
export async function mutateDataset(
  cases: AsyncIterable<RunCase> | Iterable<RunCase>,
  { faults = FAULTS, onProgress, signal }: MutateOptions = {},
): Promise<MutationReport> {
  const tallies = faults.map((): Tally => ({ stated: 0, caught: 0, constraints: 0, actions: 0, missed: [] }));
  const catches: Catch[] = [];
  const failed: string[] = [];
  let failedCount = 0;
  for await (const runCase of cases) {
    const reason = reasonToStop({ signal });
    if (reason !== undefined) throw reason;
    const { case_id, reference } = runCase;
    if (reference === undefined)
      throw new CovergridError('REFERENCE_MISSING', `${case_id} has no golden to plant a fault against.`);
    const evidence = evidenceOf(reference);
    const right = objections(runCase, evidence.perfect);
    if (right.constraints || right.actions) {
      failedCount++;
      if (failed.length < MOST_NAMED) failed.push(case_id);
    }
    let mask = 0;
    for (const [place, fault] of faults.entries()) {
      const script = fault.script(evidence);
      const tally = tallies[place];
      if (script === undefined || tally === undefined) continue;
      const by = objections(runCase, script);
      tally.stated++;
      if (by.constraints) tally.constraints++;
      if (by.actions) tally.actions++;
      if (by.constraints || by.actions) {
        tally.caught++;
        mask |= 1 << place;
      } else if (tally.missed.length < MOST_NAMED) tally.missed.push(case_id);
    }
    catches.push({ case_id, mask });
    onProgress?.(catches.length);
  }
  if (catches.length === 0) throw new CovergridError('EVALUATION_EMPTY', 'The dataset has no case.');
  return {
    schema: 'covergrid/mutation-report@1',
    cases: catches.length,
    perfect: { failed: failedCount, case_ids: failed },
    faults: faults.map(({ id, description }, place) => {
      const { constraints = 0, actions = 0, ...rest } = tallies[place] ?? {};
      return {
        id,
        description,
        stated: 0,
        caught: 0,
        missed: [],
        ...rest,
        caught_by: { constraints, actions },
      };
    }),
    smallest_subset: smallestSubset(catches, faults.length),
    uncaught: faults.flatMap(({ id }, place) => (tallies[place]?.caught === 0 ? [id] : [])),
  };
}

/** What speaks against a script, were it what an agent did. */
function objections(
  runCase: RunCase,
  script: readonly ScriptedTurn[],
): { constraints: boolean; actions: boolean } {
  const evidence = new Evidence(runCase, resultOf(runCase, script));
  const [byConstraints, byActions] = [adherence(evidence), outcomeByActions(evidence)];
  return {
    constraints: byConstraints.status === 'scored' && byConstraints.score < 1,
    actions: byActions?.status === 'scored' && byActions.score < 1,
  };
}

function resultOf({ case_id, content_sha256, turns }: RunCase, script: readonly ScriptedTurn[]): RunResult {
  return {
    schema: 'covergrid/run-result@1',
    run_id: 'mutate',
    dataset_id: '',
    dataset_version: '',
    case_id,
    content_sha256,
    trial: 1,
    backend: 'reference',
    status: 'ok',
    turns: script.map(({ calls, reply }, index) => ({
      index,
      exchanges: [
        {
          message: turns[index]?.text ?? '',
          calls: calls.map((call) => ({ ...call, ok: null, result: null })),
          reply,
        },
      ],
      latency_ms: 0,
    })),
    outcome: null,
    usage: null,
    cost: null,
    attempts: 1,
    latency_ms: 0,
    error: null,
    trace_id: null,
  };
}
