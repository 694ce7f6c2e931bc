import { CovergridError } from '@covergrid/core';
import type { DatasetGroup } from '@covergrid/datasets';
import { ScenarioQueries } from '@covergrid/enumerator';
import { ConversationWriter, type WrittenCase } from '@covergrid/generators';
import { buildCase, buildTwin, proveGolden, proveTwin, type CasePoint } from '@covergrid/worlds';
import type { GenerationPlan, PlannedDataset } from './generation-plan.ts';

/** Conversations `from`..`to - 1` of a dataset. */
export interface PartRange {
  readonly from: number;
  readonly to: number;
}

/** The conversations of one part, by its index. */
export function partRange({ conversations }: PlannedDataset, partSize: number, index: number): PartRange {
  return { from: index * partSize, to: Math.min((index + 1) * partSize, conversations) };
}

/** Makes the conversations and goldens of a plan; what its cases share is made once. */
export class CaseRecords {
  readonly #plan: GenerationPlan;
  readonly #queries: ScenarioQueries;
  readonly #writer: ConversationWriter;

  constructor(plan: GenerationPlan) {
    this.#plan = plan;
    this.#queries = new ScenarioQueries(plan.coverage.configuration, plan.coverage.grid);
    this.#writer = new ConversationWriter(plan.vertical);
  }

  /**
   * Some conversations of a dataset with their goldens, each proven, in order: scenario by scenario as listings have
   * them, variant by variant.
   *
   * @throws GOLDEN_UNPROVEN where a proof fails: scenario and proof are named; WORLD_EVENT_REFUSED, WORLD_UNDECIDED
   */
  *of({ group }: PlannedDataset, { from, to }: PartRange): Generator<WrittenCase> {
    const { variants, coverage } = this.#plan;
    const { seed } = coverage.manifest;
    let position = 0;
    for (const scenario of this.#queries.list({
      domains: group.domains,
      behaviors: group.behaviors,
      status: 'kept',
    })) {
      if (position >= to) return;
      const first = Math.max(0, from - position);
      const last = Math.min(variants, to - position);
      for (let variant = first; variant < last; variant++) {
        yield this.#proven(scenario, { seed, variant }, group);
      }
      position += variants;
    }
  }

  #proven(
    scenario: CasePoint,
    options: { readonly seed: number; readonly variant: number },
    { datasetId, ofTwins }: DatasetGroup,
  ): WrittenCase {
    const { vertical } = this.#plan;
    const attack = buildCase(vertical, scenario, options);
    const built = ofTwins ? buildTwin(vertical, scenario, options) : attack;
    if (built === undefined) throw new Error(`The scenario ${scenario.scenario_id} has no twin.`);
    const written = this.#writer.write(built, datasetId);
    const failures = [
      ...proveGolden(vertical, built, written.conversation, written.golden),
      ...(ofTwins === true
        ? proveTwin({ built, ...written }, { built: attack, ...this.#writer.write(attack, datasetId) })
        : []),
    ];
    const [failure] = failures;
    if (failure === undefined) return written;
    const { proof, scenario_id, message } = failure;
    throw new CovergridError(
      'GOLDEN_UNPROVEN',
      `The golden of ${scenario_id}, variant ${options.variant}, fails the proof "${proof}": ${message}`,
      { data: { ...failure, variant: options.variant } },
    );
  }
}
