import TinyQueue from 'tinyqueue';

/** Candidates of one group that a limit cannot tell apart but by its permutation. */
export interface CandidateSet {
  /** Index of the first `prefer` that holds; the number of preferences where none does. */
  readonly preference: number;
  /** The values on the `balance` and `spread` dimensions, as keys for counting and ties. */
  readonly balance: string;
  readonly spread: string;
  readonly size: number;
}

interface Entry {
  readonly key: string;
  readonly tie: string;
  taken: number;
}

interface BalanceEntry extends Entry {
  readonly spreads: TinyQueue<SpreadEntry>;
}

interface SpreadEntry extends Entry {
  readonly set: number;
  left: number;
}

const fewestFirst = (a: Entry, b: Entry): number => a.taken - b.taken || (a.tie < b.tie ? -1 : 1);

/**
 * How many members of each set a limit takes: until `keep` are taken, from the lowest preference the balance
 * tuple of which fewest are taken, in it the spread tuple of which fewest are taken in the whole group;
 * ties by `tieOf`. Runs in O(keep · log sets).
 */
export function takeQuota(
  sets: readonly CandidateSet[],
  keep: number,
  tieOf: (key: string) => string,
): number[] {
  if (sets.length === 1) return [Math.min(keep, sets[0]!.size)];
  const taken = sets.map(() => 0);
  const takenOf = { balance: new Map<string, number>(), spread: new Map<string, number>() };
  const byPreference = Map.groupBy(sets.keys(), (set) => sets[set]!.preference);
  let open = keep;
  for (const preference of [...byPreference.keys()].toSorted((a, b) => a - b)) {
    const balances = new TinyQueue<BalanceEntry>([], fewestFirst);
    const byBalance = Map.groupBy(byPreference.get(preference)!, (set) => sets[set]!.balance);
    // A tie takes two: where there is nothing to tell apart, nothing is hashed.
    const tie = (key: string, entries: number): string => (entries > 1 ? tieOf(key) : '');
    for (const [key, members] of byBalance) {
      const spreads = members.map((set) => {
        const { spread, size } = sets[set]!;
        const before = takenOf.spread.get(spread) ?? 0;
        return { set, left: size, key: spread, tie: tie(spread, members.length), taken: before };
      });
      balances.push({
        key,
        tie: tie(key, byBalance.size),
        taken: takenOf.balance.get(key) ?? 0,
        spreads: new TinyQueue(spreads, fewestFirst),
      });
    }
    while (open > 0) {
      const balance = balances.pop();
      if (balance === undefined) break;
      const spread = popFewest(balance.spreads, takenOf.spread);
      taken[spread.set]!++;
      open--;
      takenOf.spread.set(spread.key, ++spread.taken);
      takenOf.balance.set(balance.key, ++balance.taken);
      if (--spread.left > 0) balance.spreads.push(spread);
      if (balance.spreads.length > 0) balances.push(balance);
    }
  }
  return taken;
}

/** Counts in the queue may have been overtaken through another balance tuple; they only ever grow. */
function popFewest(queue: TinyQueue<SpreadEntry>, taken: ReadonlyMap<string, number>): SpreadEntry {
  for (;;) {
    const entry = queue.pop()!;
    const actual = taken.get(entry.key) ?? 0;
    if (entry.taken === actual) return entry;
    entry.taken = actual;
    queue.push(entry);
  }
}
