import type { ChatModel } from '@covergrid/llm';
import type { z } from 'zod';
import type { Evidence } from './evidence.ts';
import type { Judgement } from './score.ts';

/** What a metric may use of the world outside. */
export interface MetricServices {
  /** Asked by metrics that take a judge; best one that is checked, retried, cached and metered. */
  readonly judge?: ChatModel | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a metric's numbers are: 0 or 1, or anything between. Intervals and trials are told of the first alone. */
export type ScoreKind = 'pass_fail' | 'degree';

/** A metric with its options, ready to score. */
export interface Metric {
  readonly kind: ScoreKind;
  /** False for what looks at the run and not at what was answered, such as latency: it asserts nothing of a case. */
  readonly judgesAnswer: boolean;
  /** Judges one answer: the whole, or each turn. Pure, but for a judge. */
  score(evidence: Evidence): readonly Judgement[] | Promise<readonly Judgement[]>;
}

/** A way to score answers, by name; options are checked against its schema before it is created. */
export interface MetricPlugin<Options = unknown> {
  readonly name: string;
  readonly apiVersion: 1;
  readonly options: z.ZodType<Options>;
  create(options: Options, services: MetricServices): Metric;
}

/** The plug-in as a table holds it, whatever its options are. */
export function metricPlugin<Options>(plugin: MetricPlugin<Options>): MetricPlugin {
  return plugin;
}
