import {
  drawsFor,
  type Domain,
  type FieldType,
  type Happening,
  type Json,
  type JsonObject,
  type State,
} from '@covergrid/testdata';
import fc from 'fast-check';

const NOW = '2026-05-04T09:00:00Z';
const START = '2026-02-01T09:00:00Z';

/** A shop with two customers, four products, a seller, a coupon and a gift card, some months ago. */
export function openShop(domain: Domain, seed: number): State {
  let state = domain.empty(NOW);
  const make = (entity: string, name: string, given: JsonObject = {}): void => {
    ({ state } = domain.make(state, entity, { draws: drawsFor(seed, name), with: given, at: START }));
  };
  make('seller', 's1', { seller_id: 's1' });
  for (const id of ['c1', 'c2'])
    make('customer', id, { customer_id: id, default_payment_method_id: 'card', payment_methods: METHODS });
  for (const id of ['p1', 'p2', 'p3'])
    make('product', id, { product_id: id, seller_id: id === 'p2' ? 's1' : null });
  make('product', 'p4', {
    product_id: 'p4',
    stocked: 1,
    restock_at: '2026-06-01T00:00:00Z',
    allow_backorder: true,
  });
  make('coupon', 'k1', { coupon_code: 'k1', percent: 15, starts_at: START });
  make('gift_card', 'g1', { gift_card_code: 'g1' });
  return state;
}

const METHODS: Json = [
  { payment_method_id: 'card', type: 'credit_card', brand: 'visa', last_four: '4242' },
  { payment_method_id: 'gift', type: 'gift_card', balance: 5000 },
];

/** Choices of a random visitor: which event, to which record, with which arguments, how many hours later. */
export interface Move {
  readonly event: number;
  readonly target: number;
  readonly numbers: readonly number[];
  readonly hours: number;
}

export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    event: fc.nat(),
    target: fc.nat(),
    numbers: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    hours: fc.integer({ min: 0, max: 30 }),
  }),
  { minLength: 40, maxLength: 70 },
);

// Stock moves as part of what orders do; done by hand it would owe nobody anything.
const BY_THEMSELVES = new Set(['product.reserve', 'product.release', 'product.sell']);
// Orders carry most rules: half of all moves go to them.
const OFTEN = [
  'order.place',
  'order.ship',
  'order.deliver',
  'order.return',
  'return.receive',
  'return.refund',
  'order.exchange',
  'cart.create',
  'cart.add_line',
];

/** Carries out the moves that the shop allows, and gives the state after each. */
export function* visit(
  domain: Domain,
  seed: number,
  choices: readonly Move[],
): Generator<{ readonly happening: Happening; readonly before: State; readonly after: State }> {
  const events = domain.model.entities
    .flatMap((entity) =>
      Object.entries(entity.events).map(([name, event]) => ({
        name: `${entity.id}.${name}`,
        collection: entity.collection,
        event,
      })),
    )
    .filter(({ name }) => !BY_THEMSELVES.has(name));
  const often = events.filter(({ name }) => OFTEN.includes(name));
  let state = openShop(domain, seed);
  let time = Date.parse(START);
  for (const move of choices) {
    const pool = move.numbers[5] !== undefined && move.numbers[5] % 2 === 0 ? often : events;
    const { name, collection, event } = pick(pool, move.event);
    time += move.hours * 3_600_000;
    const at = `${new Date(time).toISOString().slice(0, 19)}Z`;
    const keys = Object.keys((state[collection] ?? {}) as JsonObject);
    if (!event.creates && keys.length === 0) continue;
    const args: Record<string, Json> = {};
    for (const [index, [argument, type]] of Object.entries(event.arguments).entries())
      args[argument] = valueFor(argument, type, state, at, (move.numbers[index % 6] ?? 0) + index);
    // Orders are told apart by ids of their own.
    if (name === 'order.place') args['order_id'] = null;
    const happening: Happening = {
      event: name,
      at,
      args,
      ...(event.creates ? {} : { target: pick(keys, move.target) }),
    };
    const applied = domain.apply(state, happening);
    if (!applied.ok) continue;
    yield { happening, before: state, after: applied.state };
    state = applied.state;
  }
}

function valueFor(name: string, type: FieldType, state: State, at: string, number: number): Json {
  const keys = (collection: string): string[] => Object.keys((state[collection] ?? {}) as JsonObject);
  const products = keys('products');
  switch (name) {
    case 'customer_id':
      return pick(keys('customers'), number);
    case 'order_id':
      return keys('orders').length === 0 ? 'none' : pick(keys('orders'), number);
    case 'seller_id':
      return pick(keys('sellers'), number);
    case 'product_id':
    case 'item_id':
      return pick(products, number);
    case 'items':
      return products
        .slice(0, 1 + (number % 2))
        .map((product_id) => ({ product_id, quantity: 1 + (number % 3) }));
    case 'item_ids':
      return products.slice(0, 1 + (number % 2));
    case 'new_item_ids':
      return products.slice(2, 3 + (number % 2));
    case 'payment_method_id':
      return pick(['card', 'gift', null], number);
    case 'coupon_code':
      return pick(['k1', null], number);
    default:
      return ofType(type, at, number);
  }
}

function ofType(type: FieldType, at: string, number: number): Json {
  if (typeof type !== 'string') return pick(type, number);
  switch (type.replace('?', '')) {
    case 'money':
      return number % 9000;
    case 'count':
    case 'number':
      return number % 6;
    case 'boolean':
      return number % 2 === 0;
    case 'instant':
      return number % 2 === 0 ? at : '2026-06-15T00:00:00Z';
    case 'list':
      return [];
    case 'object':
      return {};
    default:
      return `text ${number % 10}`;
  }
}

function pick<T>(list: readonly T[], number: number): T {
  const picked = list[number % list.length];
  if (picked === undefined) throw new Error('Nothing to pick from.');
  return picked;
}
