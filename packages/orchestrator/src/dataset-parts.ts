import { partNames, StatsCollector, type Part, type WrittenPart } from '@covergrid/datasets';

/** The parts of one dataset as they come to be; of each, what the headers and the card need. */
export class DatasetParts {
  readonly stats = new StatsCollector();
  /** Customer turns of all parts taken. */
  turns = 0;
  readonly #taken: ({ readonly conversations: Part; readonly goldens: Part } | undefined)[];

  constructor(count: number) {
    this.#taken = Array.from({ length: count }, () => undefined);
  }

  take(index: number, { conversations, goldens, summary }: WrittenPart): void {
    const names = partNames(index);
    this.#taken[index] = {
      conversations: { path: names.conversations, ...conversations },
      goldens: { path: names.goldens, ...goldens },
    };
    this.stats.addSummary(summary);
    this.turns += summary.turns;
  }

  /** Places of the parts that are not taken yet. */
  get missing(): number[] {
    return this.#taken.flatMap((part, index) => (part === undefined ? [index] : []));
  }

  get conversations(): Part[] {
    return this.#taken.flatMap((part) => part?.conversations ?? []);
  }

  get goldens(): Part[] {
    return this.#taken.flatMap((part) => part?.goldens ?? []);
  }

  /** SHA-256 of every file by its name; undefined where the part is not taken yet. */
  hashes(): Map<string, string | undefined> {
    return new Map(
      this.#taken.flatMap((part, index): [string, string | undefined][] => {
        const names = partNames(index);
        return [
          [names.conversations, part?.conversations.sha256],
          [names.goldens, part?.goldens.sha256],
        ];
      }),
    );
  }
}
