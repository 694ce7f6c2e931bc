import type { Json, JsonObject, State } from '@covergrid/testdata';

// Only instants and the fields of the interfaces that checks declare are read.
export type Row = Readonly<Record<string, string | null>>;

/** The records of a shop, as checks read them. */
export class Shop {
  readonly now: string;
  private readonly state: State;

  constructor(state: State) {
    this.state = state;
    this.now = state.now;
  }

  rows(collection: string): Row[] {
    return Object.values((this.state[collection] ?? {}) as JsonObject) as unknown as Row[];
  }

  find(collection: string, key: Json | undefined): Row | undefined {
    const records = new Map(Object.entries((this.state[collection] ?? {}) as JsonObject));
    return typeof key === 'string' ? (records.get(key) as unknown as Row | undefined) : undefined;
  }

  /** Every field that names another record names one that is there. */
  links(): string[] {
    const targets: Readonly<Record<string, string>> = {
      customer_id: 'customers',
      order_id: 'orders',
      product_id: 'products',
      item_id: 'products',
      seller_id: 'sellers',
    };
    const dangling: string[] = [];
    const walk = (value: Json, where: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [name, inner] of Object.entries(value)) {
        const collection = Object.hasOwn(targets, name) ? targets[name] : undefined;
        if (collection !== undefined && inner !== null && this.find(collection, inner) === undefined)
          dangling.push(`${where}: ${name} leads nowhere`);
        walk(inner, where);
      }
    };
    for (const [collection, records] of Object.entries(this.state))
      if (collection !== 'now')
        for (const [key, record] of Object.entries(records as JsonObject))
          walk(record, `${collection} ${key}`);
    return dangling;
  }
}

/** Complains where an instant is before one that stands before it; what has not happened is passed over. */
export function inOrder(name: string, instants: readonly (string | null | undefined)[]): string[] {
  let latest = '';
  for (const instant of instants) {
    if (instant === null || instant === undefined) continue;
    if (instant < latest) return [`${name}: ${instant} comes after ${latest}`];
    latest = instant;
  }
  return [];
}

/** Complains where a value is another than it should be. */
export function same(name: string, what: string, found: unknown, expected: unknown): string[] {
  return found === expected ? [] : [`${name}: ${what} is ${String(found)}, should be ${String(expected)}`];
}
