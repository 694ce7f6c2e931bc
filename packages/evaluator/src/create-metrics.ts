import { CovergridError, didYouMean, quoted } from '@covergrid/core';
import type { z } from 'zod';
import type { Metric, MetricPlugin, MetricServices } from './metric.ts';
import { contains } from './metrics/contains.ts';
import { cost } from './metrics/cost.ts';
import { criteriaJudge } from './metrics/criteria-judge.ts';
import { exactMatch } from './metrics/exact-match.ts';
import { goldenAdherence } from './metrics/golden-adherence.ts';
import { jsonSchemaMetric } from './metrics/json-schema.ts';
import { keywordCoverage } from './metrics/keyword-coverage.ts';
import { latency } from './metrics/latency.ts';
import { outcomeMatch } from './metrics/outcome-match.ts';
import { regex } from './metrics/regex.ts';
import { similarity } from './metrics/similarity.ts';
import { toolCallMatch } from './metrics/tool-call-match.ts';

/** The metrics that are built in, by name. */
export const BUILT_IN_METRICS: ReadonlyMap<string, MetricPlugin> = new Map(
  [
    exactMatch,
    contains,
    regex,
    keywordCoverage,
    jsonSchemaMetric,
    similarity,
    toolCallMatch,
    goldenAdherence,
    outcomeMatch,
    criteriaJudge,
    latency,
    cost,
  ].map((plugin) => [plugin.name, plugin]),
);

/** Which metric, and how. Every other key is an option of the metric. */
export interface MetricChoice {
  readonly type: string;
  /** As scores name it; tells two of a type apart. Default: the type. */
  readonly name?: string | undefined;
  readonly [option: string]: unknown;
}

/** A metric under the name that its scores have. */
export interface NamedMetric {
  readonly name: string;
  readonly metric: Metric;
}

/** With what metrics are created. */
export interface CreateMetricsOptions extends MetricServices {
  /** Default: {@link BUILT_IN_METRICS}. */
  readonly plugins?: ReadonlyMap<string, MetricPlugin> | undefined;
}

/**
 * Creates metrics by name, in their order, their options checked.
 *
 * @throws METRIC_UNKNOWN, METRIC_OPTIONS, METRIC_DUPLICATE where two have one name
 */
export function createMetrics(
  choices: readonly MetricChoice[],
  { plugins = BUILT_IN_METRICS, ...services }: CreateMetricsOptions = {},
): NamedMetric[] {
  const names = new Set<string>();
  return choices.map(({ type, name = type, ...options }) => {
    const plugin = plugins.get(type);
    if (plugin === undefined) {
      const known = [...plugins.keys()];
      throw new CovergridError(
        'METRIC_UNKNOWN',
        `There is no metric ${quoted(type)}; there are ${known.join(', ')}.${didYouMean(type, known)}`,
      );
    }
    const parsed = plugin.options.safeParse(options);
    if (!parsed.success) throw optionsError(plugin, parsed.error);
    if (names.has(name))
      throw new CovergridError('METRIC_DUPLICATE', `Two metrics are named ${quoted(name)}.`);
    names.add(name);
    return { name, metric: plugin.create(parsed.data, services) };
  });
}

function optionsError({ name, options }: MetricPlugin, { issues }: z.ZodError): CovergridError {
  const [issue] = issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  const known = 'shape' in options ? Object.keys(options.shape as object) : [];
  const near = issue?.code === 'unrecognized_keys' ? didYouMean(issue.keys[0] ?? '', known) : '';
  return new CovergridError(
    'METRIC_OPTIONS',
    `Options of the metric ${name}${where}: ${issue?.message}.${near}`,
  );
}
