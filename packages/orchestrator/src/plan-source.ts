import { compileDomainModel, type DomainModel } from '@covergrid/testdata';
import { compileVertical, type VerticalSources } from '@covergrid/worlds';
import type { Configuration } from '@covergrid/taxonomy';
import { planCoverage } from './coverage-plan.ts';
import { planGeneration, type GenerationOptions, type GenerationPlan } from './generation-plan.ts';

/** What a plan is made from, as data that can be sent to another thread. */
export interface PlanSource {
  readonly configuration: Configuration;
  readonly seed: number;
  readonly options: GenerationOptions;
  readonly content: Content;
}

type Content = Pick<VerticalSources, 'taxonomy'> & {
  readonly model: DomainModel;
  readonly behaviors: VerticalSources['behaviors']['value'];
  readonly decisionTable: VerticalSources['decisionTable']['value'];
  readonly playbooks: readonly VerticalSources['playbooks'][number]['value'][];
};

/** The source of a plan: the very content it was made from, also where files have changed since. */
export function planSource({ coverage, options, vertical }: GenerationPlan): PlanSource {
  const { taxonomy, domain, behaviors, decisionTable, playbooks } = vertical.sources;
  return {
    configuration: coverage.configuration,
    seed: coverage.manifest.seed,
    options,
    content: {
      taxonomy,
      model: domain.model,
      behaviors: behaviors.value,
      decisionTable: decisionTable.value,
      playbooks: playbooks.map(({ value }) => value),
    },
  };
}

/** The plan again. Its content knows no places: whoever meets a mistake in it leaves it to those who do. */
export function planFromSource({ configuration, seed, options, content }: PlanSource): GenerationPlan {
  const { taxonomy, model, behaviors, decisionTable, playbooks } = content;
  const vertical = compileVertical({
    taxonomy,
    domain: compileDomainModel(model),
    behaviors: placeless(behaviors),
    decisionTable: placeless(decisionTable),
    playbooks: playbooks.map(placeless),
  });
  return planGeneration(planCoverage(configuration, { seed }), vertical, options);
}

function placeless<T>(value: T): { value: T; document: VerticalSources['behaviors']['document'] } {
  return { value, document: { file: undefined, value, place: () => undefined } };
}
