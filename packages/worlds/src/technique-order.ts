/** An axis with its bins, in the order of ids. */
interface OrderedAxis {
  readonly id: string;
  readonly bins: readonly string[];
}

type Bins = Readonly<Record<string, string>>;

/** The turn of a scenario among those of its cell that are final, or among those that are not. */
export interface TechniqueTurn {
  readonly isFinal: boolean;
  /** The place of its bin on the last axis. Scenarios of different lanes never share a technique. */
  readonly lane: number;
  readonly lanes: number;
  /** From 0, without gaps over its lane in the raw product of the cell. */
  readonly place: number;
  /** How many there are in its lane. */
  readonly size: number;
}

/**
 * Compiles the order in which techniques are dealt. Final scenarios and the others get different techniques, so each
 * of the two is counted by itself. Exclusions thin a cell out, and what they leave should come up evenly: where they
 * leave few of each bin of one axis, that axis is the last, whose bins share nothing; where they leave one bin only,
 * its axis is the slowest, so that what is left stands together.
 *
 * @param order axes, the slowest first; those left out come before. Without an order there is one lane
 * @param finalAxes those that decide alone whether a scenario is final; none of them is the last
 */
export function compileTechniqueOrder(
  axes: readonly OrderedAxis[],
  order: readonly string[],
  finalAxes: ReadonlySet<string>,
  isFinal: (bins: Bins) => boolean,
): (bins: Bins) => TechniqueTurn {
  const last = axes.find(({ id }) => id === order.at(-1) && !finalAxes.has(id));
  const ordered = axes
    .filter((axis) => axis !== last)
    .toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const deciding = ordered.filter(({ id }) => finalAxes.has(id));
  const keyOf = (bins: Bins): string => deciding.map(({ id }) => bins[id]).join(' ');
  // The deciding axes turn as one wheel, which has the bins of the one kind or those of the other.
  const wheels = Map.groupBy(combinations(deciding), isFinal);
  const wheel = ordered.findIndex(({ id }) => finalAxes.has(id));
  return (bins) => {
    const kind = isFinal(bins);
    let [place, size] = [0, 1];
    for (const [position, axis] of ordered.entries()) {
      if (finalAxes.has(axis.id) && position !== wheel) continue;
      const values = position === wheel ? (wheels.get(kind) ?? []).map(keyOf) : axis.bins;
      place =
        place * values.length + values.indexOf(position === wheel ? keyOf(bins) : (bins[axis.id] ?? ''));
      size *= values.length;
    }
    const lane = last?.bins.indexOf(bins[last.id] ?? '') ?? 0;
    return { isFinal: kind, lane, lanes: last?.bins.length ?? 1, place, size };
  };
}

function combinations(axes: readonly OrderedAxis[]): Bins[] {
  return axes.reduce<Bins[]>(
    (found, { id, bins }) => found.flatMap((partial) => bins.map((bin) => ({ ...partial, [id]: bin }))),
    [{}],
  );
}
