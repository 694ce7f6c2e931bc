import { dimensionsOf, type Configuration } from '@covergrid/taxonomy';

/** What a full pass found: how many rows are kept, and a sum over them that depends on which. */
export interface Enumeration {
  readonly kept: number;
  readonly checksum: number;
}

/** Rules as bits: bit `r` belongs to rule `r`. */
export interface RuleMasks {
  readonly radices: readonly number[];
  /** Per dimension and value, the rules that this value does not rule out. */
  readonly masks: readonly Int32Array[];
  /** Per dimension, the rules that ask nothing of any later one. */
  readonly settled: Int32Array;
}

/** Turns exclusions that are cubes (a list of values for some dimensions) into masks; at most 31 rules. */
export function ruleMasks({ taxonomy, exclusions }: Configuration): RuleMasks {
  const dimensions = dimensionsOf(taxonomy);
  const cubes = exclusions.rules.map((rule) => {
    if (!('exclude' in rule)) throw new Error('The loop knows no limits.');
    return rule.exclude as Readonly<Record<string, readonly string[]>>;
  });
  if (cubes.length > 31) throw new Error('The loop holds at most 31 rules in one word.');
  const bits = (test: (cube: Readonly<Record<string, readonly string[]>>) => boolean): number =>
    cubes.reduce((mask, cube, r) => (test(cube) ? mask | (1 << r) : mask), 0);
  return {
    radices: dimensions.map(({ values }) => values.length),
    masks: dimensions.map(({ id, values }) =>
      Int32Array.from(values, (value) => bits((cube) => cube[id]?.includes(value) ?? true)),
    ),
    settled: Int32Array.from(dimensions, (_, depth) =>
      bits((cube) => dimensions.slice(depth + 1).every(({ id }) => !(id in cube))),
    ),
  };
}

/**
 * What one would write by hand: nested loops that carry the rules still alive, leave a prefix that a rule already
 * excludes, and test each row at the leaf where a rule is left. `weights` holds a number per dimension and value for the checksum.
 */
export function enumerateByMasks(
  { radices, masks, settled }: RuleMasks,
  weights: readonly Int32Array[],
): Enumeration {
  const last = radices.length - 1;
  const lastMasks = masks[last]!;
  const lastWeights = weights[last]!;
  let kept = 0;
  let checksum = 0;
  const descend = (depth: number, alive: number, sum: number): void => {
    const mask = masks[depth]!;
    const weight = weights[depth]!;
    const over = settled[depth]!;
    for (let v = 0; v < mask.length; v++) {
      const still = alive & mask[v]!;
      if ((still & over) !== 0) continue;
      const next = (sum + weight[v]!) | 0;
      if (depth + 1 < last) descend(depth + 1, still, next);
      else {
        // The innermost loops stand here: no call, no test where no rule is left, and no list made at every turn.
        let checksumHere = 0;
        if (still === 0) {
          for (let w = 0; w < lastWeights.length; w++) {
            const row = (next + lastWeights[w]!) | 0;
            checksumHere = (checksumHere + Math.imul(row, row)) | 0;
          }
          kept += lastWeights.length;
        } else {
          let keptHere = 0;
          for (let w = 0; w < lastWeights.length; w++) {
            if ((still & lastMasks[w]!) !== 0) continue;
            const row = (next + lastWeights[w]!) | 0;
            checksumHere = (checksumHere + Math.imul(row, row)) | 0;
            keptHere++;
          }
          kept += keptHere;
        }
        checksum = (checksum + checksumHere) | 0;
      }
    }
  };
  descend(0, -1 >>> 1, 0);
  return { kept, checksum };
}
