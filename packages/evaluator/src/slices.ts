import type { EvaluationCase } from './evidence.ts';
import type { Summary } from './summary-schema.ts';

/** By what slices are cut. */
export type SliceBy = Summary['slices'][number]['by'];

/** Every slice that a case is in. */
export function slicesOf({ labels, turns }: EvaluationCase): readonly (readonly [SliceBy, string])[] {
  const { domain, behavior, axes, policy, language, tags } = labels;
  const slices: [SliceBy, string][] = [];
  if (domain !== undefined) slices.push(['domain', domain]);
  if (behavior !== undefined) slices.push(['behavior', behavior]);
  if (domain !== undefined && behavior !== undefined)
    slices.push(['domain_behavior', `${domain}/${behavior}`]);
  for (const [axis, bin] of Object.entries(axes)) slices.push(['bin', `${axis}:${bin}`]);
  if (policy !== undefined) slices.push(['policy', policy]);
  if (language !== undefined) slices.push(['language', language]);
  for (const tag of new Set(tags)) slices.push(['tag', tag]);
  slices.push(['length', lengthOf(turns.length)]);
  return slices;
}

function lengthOf(turns: number): string {
  if (turns <= 2) return turns === 1 ? '1 turn' : '2 turns';
  return turns <= 4 ? '3-4 turns' : '5+ turns';
}
