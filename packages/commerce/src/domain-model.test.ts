import { drawsFor, type Applied, type Happening, type JsonObject, type State } from '@covergrid/testdata';
import { expect, test } from 'vitest';
import { openShop } from '../test/random-shop.ts';
import { loadCommerceDomain } from './load-commerce-domain.ts';

const domain = await loadCommerceDomain();

interface Item {
  readonly [field: string]: unknown;
  readonly list_price: number;
  readonly stocked: number;
  readonly available: number;
}

/** A shop in which things happen one after another; what is refused throws its error code. */
class Story {
  state: State = openShop(domain, 3);

  happen(
    event: string,
    args: JsonObject = {},
    target?: string,
    at = '2026-02-10T10:00:00Z',
  ): Record<string, unknown> {
    const happening: Happening = { event, args, at, ...(target === undefined ? {} : { target }) };
    const applied: Applied = domain.apply(this.state, happening);
    if (!applied.ok) throw new Error(applied.error);
    this.state = applied.state;
    return { ...applied.record };
  }

  item(key: string): Item {
    return (this.state['products'] as JsonObject)[key] as unknown as Item;
  }

  /** An order of one p1 and two p2, delivered. */
  delivered(args: JsonObject = {}): this {
    const items = [{ product_id: 'p1' }, { product_id: 'p2', quantity: 2 }];
    this.happen('order.place', { customer_id: 'c1', order_id: 'W1', items, ...args });
    this.happen('order.ship', {}, 'W1', '2026-02-11T10:00:00Z');
    this.happen('order.deliver', {}, 'W1', '2026-02-14T10:00:00Z');
    return this;
  }
}

test('placing reserves and authorizes, shipping captures and sells', () => {
  const story = new Story();
  const { stocked, list_price: price } = story.item('p1');
  const placed = story.happen('order.place', {
    customer_id: 'c1',
    order_id: 'W1',
    items: [{ product_id: 'p1', quantity: 2 }],
  });
  expect(placed).toMatchObject({
    status: 'pending',
    payment_status: 'authorized',
    total: 2 * price,
    amount_captured: 0,
  });
  expect(story.item('p1')).toMatchObject({ stocked, reserved: 2, available: stocked - 2 });
  expect(story.happen('order.ship', {}, 'W1')).toMatchObject({
    status: 'shipped',
    payment_status: 'paid',
    amount_captured: 2 * price,
  });
  expect(story.item('p1')).toMatchObject({ stocked: stocked - 2, reserved: 0 });
});

test('a cancelled order gives back its units and its authorization', () => {
  const story = new Story();
  const { available } = story.item('p1');
  story.happen('order.place', { customer_id: 'c1', order_id: 'W1', items: [{ product_id: 'p1' }] });
  expect(story.happen('order.cancel', { reason: 'no longer needed' }, 'W1')).toMatchObject({
    status: 'cancelled',
    payment_status: 'voided',
    amount_authorized: 0,
  });
  expect(story.item('p1').available).toBe(available);
});

test('an exchange reserves the new items and says what is due', () => {
  const story = new Story().delivered();
  const { available } = story.item('p3');
  story.happen('order.exchange', { item_ids: ['p2'], new_item_ids: ['p3'] }, 'W1');
  const due = 2 * (story.item('p3').list_price - story.item('p2').list_price);
  expect(Object.values(story.state['exchanges'] as JsonObject)).toEqual([
    expect.objectContaining({ order_id: 'W1', difference_due: due, status: 'requested' }),
  ]);
  expect(story.item('p3').available).toBe(available - 2);
  expect(story.state['orders']).toMatchObject({ W1: { status: 'exchange_requested' } });
});

test('a return owes what was paid: a discount is shared, a fee is taken off', () => {
  const story = new Story().delivered({ discount_amount: 1000 });
  const [p1, p2] = [story.item('p1').list_price, story.item('p2').list_price];
  const share = Math.round((1000 * 2 * p2) / (p1 + 2 * p2));
  story.happen('order.return', { item_ids: ['p2'], restocking_fee: 500 }, 'W1', '2026-02-20T10:00:00Z');
  expect(story.state['returns']).toMatchObject({ 'RTW1-1': { refund_amount: 2 * p2 - share - 500 } });
  story.happen('return.receive', { condition: 'as_new' }, 'RTW1-1', '2026-02-25T10:00:00Z');
  story.happen('return.refund', { to: 'store_credit' }, 'RTW1-1', '2026-02-26T10:00:00Z');
  expect(story.state['orders']).toMatchObject({
    W1: { status: 'returned', amount_refunded: 2 * p2 - share - 500, payment_status: 'partially_refunded' },
  });
  expect(story.state['customers']).toMatchObject({ c1: { store_credit: 2 * p2 - share - 500 } });
});

test('items of a pending order are replaced at the prices of today', () => {
  const story = new Story();
  story.happen('order.place', {
    customer_id: 'c1',
    order_id: 'W1',
    items: [{ product_id: 'p1' }, { product_id: 'p2', quantity: 2 }],
  });
  const order = story.happen(
    'order.modify_items',
    { item_ids: ['p2', 'p1'], new_item_ids: ['p3', 'p4'] },
    'W1',
  );
  const total = 2 * story.item('p3').list_price + story.item('p4').list_price;
  expect(order).toMatchObject({
    total,
    amount_authorized: total,
    lines: [
      { item_id: 'p4', quantity: 1 },
      { item_id: 'p3', quantity: 2 },
    ],
  });
});

test.each<[string, string, JsonObject]>([
  ['order_not_delivered', 'order.return', { item_ids: ['p1'] }],
  ['order_not_shipped', 'order.deliver', {}],
  ['not_captured', 'order.refund', { amount: 100 }],
  ['item_not_in_order', 'order.modify_items', { item_ids: ['p3'], new_item_ids: ['p2'] }],
  ['item_twice', 'order.modify_items', { item_ids: ['p1', 'p1'], new_item_ids: ['p2', 'p3'] }],
  ['items_unequal', 'order.modify_items', { item_ids: ['p1'], new_item_ids: ['p2', 'p3'] }],
  ['same_item', 'order.modify_items', { item_ids: ['p1'], new_item_ids: ['p1'] }],
  ['product_not_found', 'order.modify_items', { item_ids: ['p1'], new_item_ids: ['p9'] }],
  ['payment_method_not_found', 'order.modify_payment', { payment_method_id: 'theirs' }],
  ['same_payment_method', 'order.modify_payment', { payment_method_id: 'card' }],
  ['discount_too_large', 'order.apply_discount', { amount: 10_000_000 }],
])('a pending order answers %s to %s %j', (error, event, args) => {
  const story = new Story();
  story.happen('order.place', { customer_id: 'c1', order_id: 'W1', items: [{ product_id: 'p1' }] });
  expect(() => story.happen(event, args, 'W1')).toThrow(new Error(error));
});

test.each<[string, string, JsonObject]>([
  ['order_not_pending', 'order.cancel', { reason: 'late' }],
  ['order_not_pending', 'order.modify_address', { address1: 'a', city: 'b', state: 'c', zip: 'd' }],
  ['refund_method_not_allowed', 'order.return', { item_ids: ['p1'], payment_method_id: 'other_card' }],
  ['refund_too_large', 'order.refund', { amount: 10_000_000 }],
  ['already_delivered', 'order.deliver', {}],
])('a delivered order answers %s to %s %j', (error, event, args) => {
  const story = new Story();
  story.happen('customer.add_payment_method', { payment_method_id: 'other_card', type: 'credit_card' }, 'c1');
  story.delivered();
  expect(() => story.happen(event, args, 'W1')).toThrow(new Error(error));
});

test('only what is there can be bought; on backorder also what is to come', () => {
  const story = new Story();
  const buy = (product_id: string, quantity: number) => (): unknown =>
    story.happen('order.place', { customer_id: 'c1', items: [{ product_id, quantity }] });
  expect(buy('p1', 1000)).toThrow(new Error('out_of_stock'));
  expect(buy('p4', 3)).not.toThrow();
  expect(story.item('p4')).toMatchObject({ available: -2, availability: 'backorder' });
});

test('a coupon counts once, in its time, above its minimum', () => {
  const story = new Story();
  const { cart_id: id } = story.happen('cart.create', { customer_id: 'c1' });
  const cart = String(id);
  story.happen('cart.add_line', { product_id: 'p1', quantity: 2 }, cart);
  expect(() => story.happen('cart.apply_coupon', { coupon_code: 'k9' }, cart)).toThrow(
    new Error('coupon_invalid'),
  );
  const goods = 2 * story.item('p1').list_price;
  expect(story.happen('cart.apply_coupon', { coupon_code: 'k1' }, cart)).toMatchObject({
    total: goods - Math.round(goods * 0.15),
  });
  expect(() => story.happen('cart.apply_coupon', { coupon_code: 'k1' }, cart)).toThrow(
    new Error('coupon_combination_disallowed'),
  );
  story.happen('cart.checkout', {}, cart);
  expect(story.state['coupons']).toMatchObject({ k1: { used_count: 1 } });
  expect(Object.values(story.state['orders'] as JsonObject)).toEqual([
    expect.objectContaining({ total: goods - Math.round(goods * 0.15), coupon_code: 'k1' }),
  ]);
});

test('the pools are wide enough', () => {
  const { products = [], first_names = [], last_names = [], cities = [] } = domain.model.pools;
  const rows = products as unknown as {
    kind: string;
    category: string;
    brands: string[];
    features: string[];
    price: [number, number];
  }[];
  expect(new Set(rows.map(({ kind }) => kind)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(new Set(rows.map(({ category }) => category)).size).toBeGreaterThanOrEqual(12);
  expect(new Set(rows.flatMap(({ brands }) => brands)).size).toBeGreaterThanOrEqual(40);
  expect(new Set(first_names).size).toBeGreaterThanOrEqual(80);
  expect(new Set(last_names).size).toBeGreaterThanOrEqual(80);
  expect(cities.length).toBeGreaterThanOrEqual(40);
  // Another brand of the same kind must exist, and a description names two features.
  for (const {
    kind,
    brands,
    features,
    price: [low, high],
  } of rows) {
    expect(Math.min(brands.length, features.length), kind).toBeGreaterThanOrEqual(2);
    expect(high, kind).toBeGreaterThan(2 * low);
  }
});

test('people live in reserved ranges: mail domains, phone numbers, cards, IP addresses', () => {
  for (let row = 0; row < 300; row += 1) {
    const draws = drawsFor(1, 'customer', row);
    const { record, state } = domain.make(domain.empty('2026-05-04T09:00:00Z'), 'customer', { draws });
    expect(record['email']).toMatch(/^[a-z]+\.[a-z]+\d\d@example\.(com|org|net)$/);
    expect(record['phone']).toMatch(/^\+1-\d{3}-555-01\d\d$/);
    expect(record['payment_methods']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          last_four: expect.stringMatching(/^(4242|5556|4444|3222|0005|1117|0505)$/),
        }),
      ]),
    );
    const { city, zip, state: region } = record['address'] as Record<string, string>;
    expect(domain.model.pools['cities']).toContainEqual(
      expect.objectContaining({ city, zip, state: region }),
    );
    const login = domain.make(state, 'login', {
      draws,
      with: { customer_id: record['customer_id'] ?? null },
    }).record;
    expect(login['ip_address']).toMatch(/^203\.0\.113\.\d{1,3}$/);
  }
});

test('another brand of the same kind can be asked for', () => {
  for (let row = 0; row < 100; row += 1) {
    const empty = domain.empty('2026-05-04T09:00:00Z');
    const first = domain.make(empty, 'product', { draws: drawsFor(1, 'a', row) }).record;
    const given = { kind: first['kind'] ?? null, not_brand: first['brand'] ?? null };
    const second = domain.make(empty, 'product', { draws: drawsFor(1, 'b', row), with: given }).record;
    expect(second['kind']).toBe(first['kind']);
    expect(second['brand']).not.toBe(first['brand']);
    expect(second['brand']).not.toBeNull();
  }
});
