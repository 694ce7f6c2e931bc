import type { AgentView, CompiledPlaybook, Conversation, Phrase } from '@covergrid/worlds';
import type { Json, JsonObject } from '@covergrid/testdata';
import { PhraseReader, type FoundForm } from './read-phrases.ts';

// Recovers the bins of a scenario the way an agent has to: from what it is given and what its tools show. It knows how
// customers of a domain put things, what the policies say and what records are called; scenario, facts, draws,
// circumstance and metadata it does not see.

/** The bins that can be told, by axis; several, joined by "|", where they cannot be told apart. */
export type DecodedBins = Readonly<Record<string, string>>;

type World = Conversation['world'];

/** What one domain's records tell. */
interface Reading {
  /** What the customer paid for the item they had, minor units. */
  readonly paid: number;
  /** The bin of the governed quantity, by the policies' text. */
  readonly boundary: string;
  /** The product on whose stock the answer turns, once price and brand are known. */
  readonly wanted: (wish: Wish) => JsonObject;
}

/** What the customer's words say of price and brand. */
interface Wish {
  /** The most that may be paid, minor units. */
  readonly cap: number;
  /** Undefined where no brand was named. */
  readonly brand: string | undefined;
}

/** Values of the slots of an answer, by path. */
export type Answer = Readonly<Record<string, string>>;

/** Reads the records of one domain. */
export type RecordReader = (view: AgentView, world: World, words: WordReader) => Reading;

/** Reads the customer's words with the phrases of a playbook. */
export class WordReader {
  private readonly supplies: PhraseReader;
  private readonly price: ReadonlyMap<string, PhraseReader>;
  private readonly brand: ReadonlyMap<string, PhraseReader>;

  constructor(playbook: CompiledPlaybook) {
    this.supplies = new PhraseReader(playbook.missing.flatMap(({ supplies }) => supplies));
    this.price = readersByBin(playbook.acts.get('price'));
    this.brand = readersByBin(playbook.acts.get('brand'));
  }

  /** What the customer answered when asked which one is meant, by the path of slots; the longest answer first. */
  answers({ turns }: AgentView): readonly Answer[] {
    return turns
      .flatMap(({ text }) => this.supplies.find(text))
      .toSorted((a, b) => b.words - a.words)
      .map(({ slots }) => slots);
  }

  /** What was said of price: the bins whose words these are, and the message they stand in. */
  priceSaid(view: AgentView): readonly Said[] {
    return binsSaid(this.price, view);
  }

  /** What was said of brand; empty where nothing was. */
  brandSaid(view: AgentView, world: World): readonly Said[] {
    const brands = new Set(recordsOf(world, 'products').map(({ brand }) => textOf(brand).toLowerCase()));
    return binsSaid(this.brand, view, ({ slots }) =>
      Object.values(slots).every((brand) => brands.has(brand)),
    );
  }
}

/** A form of words found in a message, and the bin it stands for. */
interface Said {
  readonly bin: string;
  readonly form: FoundForm;
  readonly message: string;
}

/** Recovers the bins from a view and its world. */
export function decodeBins(
  view: AgentView,
  world: World,
  words: WordReader,
  readRecords: RecordReader,
): DecodedBins {
  const { paid, boundary, wanted } = readRecords(view, world, words);
  const price = words.priceSaid(view);
  const brand = words.brandSaid(view, world);
  const caps = price.flatMap(({ message }) => capsIn(message, paid));
  const [named] = brand.flatMap(({ form: { slots } }) => Object.values(slots));
  return {
    // By the words, and by the amounts against the price paid.
    price_sensitivity: joined([...price.map(({ bin }) => bin), ...caps.map((cap) => priceBinOf(cap, paid))]),
    brand_bias: joined(brand.length === 0 ? ['none'] : brand.map(({ bin }) => bin)),
    availability: stockBinOf(wanted({ cap: Math.max(...caps), brand: named })),
    policy_boundary: boundary,
  };
}

/** All records of a collection. */
export function recordsOf(world: World, collection: string): JsonObject[] {
  return Object.values((world[collection] ?? {}) as JsonObject) as JsonObject[];
}

/** A value of a record as text. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Whole UTC days from an instant to another. */
export function daysBetween(from: unknown, to: unknown): number {
  return Math.floor(
    (Date.parse(String(to).slice(0, 10)) - Date.parse(String(from).slice(0, 10))) / 86_400_000,
  );
}

/** A number that the policies' text gives. */
export function limitIn({ system }: AgentView, pattern: RegExp): number {
  const found = pattern.exec(system.replaceAll(/\s+/g, ' '));
  if (found === null) throw new Error(`The policies do not say ${pattern.source}.`);
  return Number(found[1]);
}

function readersByBin(phrases: unknown): ReadonlyMap<string, PhraseReader> {
  if (!(phrases instanceof Map)) throw new Error('The phrases of the act do not differ by bin.');
  return new Map(
    [...(phrases as ReadonlyMap<string, readonly Phrase[]>)].map(([bin, list]) => [
      bin,
      new PhraseReader(list),
    ]),
  );
}

/** The longest forms said in any turn. */
function binsSaid(
  readers: ReadonlyMap<string, PhraseReader>,
  { turns }: AgentView,
  isMeant: (form: FoundForm) => boolean = () => true,
): Said[] {
  const found = [...readers].flatMap(([bin, reader]) =>
    turns.flatMap(({ text }) =>
      reader
        .find(text)
        .filter(isMeant)
        .map((form) => ({ bin, form, message: text })),
    ),
  );
  const most = Math.max(0, ...found.map(({ form }) => form.words));
  return found.filter(({ form }) => form.words === most);
}

/** What the customer is ready to pay by each amount or percentage of a message, minor units. */
function capsIn(message: string, paid: number): number[] {
  const amounts = [...message.matchAll(/\$(\d[\d,]*(?:\.\d\d)?)/g)].map(([, digits = '']) =>
    Math.round(Number(digits.replaceAll(',', '')) * 100),
  );
  const percents = [...message.matchAll(/(\d+) ?(?:%|p\w+nt\b)/g)].map(([, digits]) => Number(digits));
  return [
    ...amounts.filter((amount) => amount > paid),
    // Up to half of what they paid is what they would add.
    ...amounts.filter((amount) => amount * 100 <= paid * 52).map((extra) => paid + extra),
    ...percents.map((percent) => Math.round((paid * (100 + percent)) / 100)),
  ];
}

function priceBinOf(cap: number, paid: number): string {
  const percent = ((cap - paid) * 100) / paid;
  // Amounts are rounded to the cent, so that the ends are not met exactly.
  if (percent <= 10.1) return 'low';
  return percent < 29.9 ? 'medium' : 'high';
}

function stockBinOf(product: JsonObject): string {
  const left = Number(product['stocked']) - Number(product['reserved']);
  if (left >= 5) return 'in-stock';
  if (left >= 1) return 'low-stock';
  return product['restock_at'] === null ? 'out-of-stock' : 'backorder';
}

function joined(bins: readonly string[]): string {
  return [...new Set(bins)].toSorted().join('|') || 'nothing';
}
