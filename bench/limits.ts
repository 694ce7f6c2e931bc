import { compileCold } from './compile-cold.ts';
import { billion, compileToDiagram } from './diagram-grid.ts';
import { amount, type Figure, type Scale } from './figure.ts';
import { bestOf, highest } from './timing.ts';

/** 84 balanced caps of 100 on 1.15 · 10⁹ scenarios with 20 rules: everything from the configuration to exact counts. */
export function measureLimits({ isCi, seeds }: Scale): Figure[] {
  const warm = highest(
    seeds.map((seed) => warmSample(seed, isCi ? 3 : 5)),
    ({ capped }) => capped,
  );
  const cold = highest(
    seeds.map((seed) => ({
      seed,
      ms: compileCold(isCi ? 1 : 3, '20', String(seed), 'capped').ms,
    })),
    ({ ms }) => ms,
  );
  return [
    {
      name: '84 balanced caps of 100, 20 rules',
      worst: warm.capped,
      unit: 'ms',
      target: { most: 100 },
      detail: `compiled whole; seed ${warm.seed}, without the caps ${amount(warm.plain)} ms`,
    },
    {
      name: '  the same, cold',
      worst: cold.ms,
      unit: 'ms',
      target: { most: 100 },
      detail: `seed ${cold.seed}`,
    },
  ];
}

function warmSample(seed: number, rounds: number) {
  const [plain, capped] = [billion(20, seed), billion(20, seed, true)];
  const { kept } = compileToDiagram(capped);
  if (kept > 8400) throw new Error(`84 caps of 100 kept ${kept} scenarios.`);
  return {
    seed,
    plain: bestOf(rounds, () => compileToDiagram(plain)),
    capped: bestOf(rounds, () => compileToDiagram(capped)),
  };
}
