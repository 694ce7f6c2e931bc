import type { CasePoint } from '../src/build-case.ts';
import type { VerticalSources } from '../src/vertical.ts';

/** Every scenario of a vertical's raw product, with ids that need no enumerator. */
export function pointsOf({ taxonomy, playbooks }: VerticalSources): CasePoint[] {
  let combinations: Record<string, string>[] = [{}];
  for (const { id, bins } of taxonomy.axes)
    combinations = combinations.flatMap((axes) => bins.map((bin) => ({ ...axes, [id]: bin.id })));
  return playbooks.flatMap(({ value: { domain } }) =>
    taxonomy.behaviors.flatMap(({ id: behavior }) =>
      combinations.map((axes) => ({
        scenario_id: [domain, behavior, ...Object.values(axes)].join('.'),
        domain,
        behavior,
        axes,
      })),
    ),
  );
}
