import { checkRecords, type Json, type JsonObject, type State } from '@covergrid/testdata';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkShop } from '../test/check-shop.ts';
import { moves, openShop, visit } from '../test/random-shop.ts';
import { loadCommerceDomain } from './load-commerce-domain.ts';

const domain = await loadCommerceDomain();

function faults(state: State): string[] {
  return checkRecords(domain, state)
    .filter(({ severity }) => severity === 'E')
    .map(({ rule, entity, key, message }) => `${rule} ${entity} ${key}: ${message}`);
}

test('whatever happens in the shop, nothing impossible comes of it, by either checker', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.maxSafeInteger(), moves, (seed, choices) => {
      for (const { happening, before, after } of visit(domain, seed, choices)) {
        seen.add(happening.event);
        expect([faults(after), checkShop(after)], JSON.stringify(happening)).toEqual([[], []]);
        for (const move of orderMoves(before, after)) expect(ALLOWED, move).toContain(move);
      }
    }),
    // The first failure is told as it is: its walk names the event, and to shrink it would take minutes.
    { numRuns: 250, endOnFailure: true },
  );
  // The walk is worth something only if it gets around.
  expect(seen.size).toBeGreaterThan(80);
});

// How an order may go from state to state, whatever the event.
const ALLOWED = [
  'new → pending',
  ...['on_hold', 'processing', 'shipped', 'cancelled'].map((to) => `pending → ${to}`),
  ...['pending', 'processing', 'cancelled'].map((to) => `on_hold → ${to}`),
  ...['on_hold', 'shipped'].map((to) => `processing → ${to}`),
  'shipped → delivered',
  'delivered → return_requested',
  'delivered → exchange_requested',
  'return_requested → returned',
  'return_requested → delivered',
  'exchange_requested → delivered',
];

function orderMoves(before: State, after: State): string[] {
  const statusOf = (state: State, key: string): string => {
    const orders = new Map(Object.entries(state['orders'] as JsonObject));
    return (orders.get(key) as { status: string } | undefined)?.status ?? 'new';
  };
  return Object.keys(after['orders'] as JsonObject)
    .map((key) => [statusOf(before, key), statusOf(after, key)])
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => `${from} → ${to}`);
}

describe('what is impossible is found by both checkers', () => {
  const shop = orderedShop();

  test.each<[string, string, string, Json]>([
    ['products', 'p1', 'stocked', -1],
    ['products', 'p1', 'reserved', -1],
    ['products', 'p1', 'available', 3],
    ['products', 'p1', 'availability', 'backorder'],
    ['products', 'p1', 'list_price', 0],
    ['products', 'p1', 'released_at', '2027-01-01T00:00:00Z'],
    ['products', 'p2', 'seller_id', 's9'],
    ['customers', 'c1', 'store_credit', 100],
    ['customers', 'c1', 'default_payment_method_id', 'lost'],
    ['customers', 'c1', 'created_at', '2027-01-01T00:00:00Z'],
    ['customers', 'c1', 'status', 'locked'],
    ['orders', 'W1', 'subtotal', 1],
    ['orders', 'W1', 'total', 1],
    ['orders', 'W1', 'lines', []],
    ['orders', 'W1', 'discount_amount', 1],
    ['orders', 'W1', 'amount_authorized', 1],
    ['orders', 'W1', 'amount_captured', 1],
    ['orders', 'W1', 'amount_refunded', 1],
    ['orders', 'W1', 'payments', []],
    ['orders', 'W1', 'placed_at', '2026-05-03T00:00:00Z'],
    ['orders', 'W1', 'placed_at', '2001-01-01T00:00:00Z'],
    ['orders', 'W1', 'captured_at', null],
    ['orders', 'W1', 'shipped_at', null],
    ['orders', 'W1', 'delivered_at', '2026-02-01T00:00:00Z'],
    ['orders', 'W1', 'delivered_at', '2026-12-01T00:00:00Z'],
    ['orders', 'W1', 'cancelled_at', '2026-02-20T00:00:00Z'],
    ['orders', 'W1', 'tracking_number', null],
    ['orders', 'W1', 'status', 'shipped'],
    ['orders', 'W1', 'payment_status', 'refunded'],
    ['orders', 'W1', 'customer_id', 'c9'],
    ['returns', 'RTW1-1', 'refund_amount', 10_000_000],
    ['returns', 'RTW1-1', 'requested_at', '2026-02-02T00:00:00Z'],
    ['returns', 'RTW1-1', 'item_ids', ['p4']],
    ['returns', 'RTW1-1', 'status', 'refunded'],
    ['coupons', 'k1', 'percent', 0],
    ['coupons', 'k1', 'used_count', 5000],
    ['coupons', 'k1', 'ends_at', '2020-01-01T00:00:00Z'],
    ['gift_cards', 'g1', 'amount_used', 1_000_000],
    ['counterfeit_reports', 'ARW1', 'item_id', 'p4'],
    ['counterfeit_reports', 'ARW1', 'customer_id', 'c2'],
    ['counterfeit_reports', 'ARW1', 'seller_id', null],
    ['counterfeit_reports', 'ARW1', 'reported_at', '2026-02-12T00:00:00Z'],
    ['counterfeit_reports', 'ARW1', 'reported_at', '2026-12-01T00:00:00Z'],
    ['counterfeit_reports', 'ARW1', 'inspected_at', '2026-02-15T00:00:00Z'],
    ['counterfeit_reports', 'ARW1', 'inspected_at', null],
    ['counterfeit_reports', 'ARW1', 'finding', null],
    ['counterfeit_reports', 'ARW1', 'status', 'under_review'],
    ['counterfeit_reports', 'ARW1', 'order_id', 'W9'],
  ])('%s %s with %s %j', (collection, key, field, value) => {
    const records = shop[collection] as JsonObject;
    const record = records[key] as JsonObject;
    expect(record).toHaveProperty(field);
    const broken = { ...shop, [collection]: { ...records, [key]: { ...record, [field]: value } } };
    expect(faults(broken)).not.toEqual([]);
    expect(checkShop(broken)).not.toEqual([]);
  });

  test('and the shop itself is sound', () => {
    expect([faults(shop), checkShop(shop)]).toEqual([[], []]);
  });
});

function orderedShop(): State {
  let state = openShop(domain, 1);
  const happen = (event: string, at: string, args: JsonObject, target?: string): void => {
    const applied = domain.apply(state, { event, at, args, ...(target === undefined ? {} : { target }) });
    if (!applied.ok) throw new Error(applied.message);
    ({ state } = applied);
  };
  happen('order.place', '2026-02-10T10:00:00Z', {
    customer_id: 'c1',
    order_id: 'W1',
    items: [{ product_id: 'p1' }, { product_id: 'p2', quantity: 2 }],
  });
  happen('order.ship', '2026-02-11T10:00:00Z', {}, 'W1');
  happen('order.deliver', '2026-02-14T10:00:00Z', {}, 'W1');
  happen('order.return', '2026-02-20T10:00:00Z', { item_ids: ['p2'] }, 'W1');
  happen('counterfeit_report.file', '2026-02-21T10:00:00Z', { order_id: 'W1', item_id: 'p2', photos: 2 });
  happen('counterfeit_report.inspect', '2026-02-25T10:00:00Z', { finding: 'authentic' }, 'ARW1');
  return state;
}
