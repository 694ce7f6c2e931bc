import type { State } from '@covergrid/testdata';
import { dispute, exchanged, order, returned, type Order } from './check-orders.ts';
import { chargeReport, counterfeitReport } from './check-reports.ts';
import { inOrder, same, Shop, type Row } from './shop-records.ts';

// A second reading of what a shop's records must obey: ledgers, dates, stock and states, written from how shops work
// and not from the domain model. It shares no code with it.

/** What is impossible in a correct shop, one sentence per finding; empty for a sound state. */
export function checkShop(state: State): string[] {
  const shop = new Shop(state);
  return [
    ...shop.rows('customers').flatMap((row) => customer(row, shop)),
    ...shop.rows('products').flatMap((row) => product(row, shop)),
    ...shop.rows('orders').flatMap((row) => order(row, shop)),
    ...shop.rows('returns').flatMap((row) => returned(row, shop)),
    ...shop.rows('exchanges').flatMap((row) => exchanged(row, shop)),
    ...shop.rows('carts').flatMap((row) => cart(row)),
    ...shop.rows('coupons').flatMap((row) => coupon(row)),
    ...shop.rows('gift_cards').flatMap((row) => giftCard(row)),
    ...shop.rows('charge_reports').flatMap((row) => chargeReport(row, shop)),
    ...shop.rows('counterfeit_reports').flatMap((row) => counterfeitReport(row, shop)),
    ...shop.rows('disputes').flatMap((row) => dispute(row, shop)),
    ...shop.links(),
  ];
}

function customer(row: Row, { now }: Shop): string[] {
  const {
    customer_id: id,
    credits,
    store_credit: balance,
  } = row as unknown as { customer_id: string; credits: { amount: number }[]; store_credit: number };
  const faults = inOrder(`customer ${id}`, [row['created_at'], now]);
  if (credits.reduce((sum, credit) => sum + credit.amount, 0) !== balance)
    faults.push(`customer ${id}: store credit does not add up`);
  if (balance < 0) faults.push(`customer ${id}: store credit below zero`);
  const { payment_methods: methods, default_payment_method_id: first } = row as unknown as {
    payment_methods: { payment_method_id: string }[];
    default_payment_method_id: string | null;
  };
  if (first !== null && methods.every((method) => method.payment_method_id !== first))
    faults.push(`customer ${id}: default payment method unknown`);
  const status = row['closed_at'] !== null ? 'closed' : row['locked_at'] !== null ? 'locked' : 'active';
  return [...faults, ...same(`customer ${id}`, 'status', row['status'], status)];
}

interface Product {
  product_id: string;
  list_price: number;
  stocked: number;
  reserved: number;
  available: number;
  availability: string;
  restock_at: string | null;
  released_at: string;
}

function product(row: Row, shop: Shop): string[] {
  const item = row as unknown as Product;
  const name = `product ${item.product_id}`;
  const faults = inOrder(name, [item.released_at, shop.now]);
  if (!Number.isInteger(item.list_price) || item.list_price <= 0)
    faults.push(`${name}: price ${item.list_price}`);
  if (item.stocked < 0 || item.reserved < 0) faults.push(`${name}: stock below zero`);
  if (item.restock_at === null && item.reserved > item.stocked)
    faults.push(`${name}: more reserved than there is`);
  const left = item.stocked - item.reserved;
  const availability =
    left > 4 ? 'in_stock' : left > 0 ? 'low_stock' : item.restock_at === null ? 'out_of_stock' : 'backorder';
  return [
    ...faults,
    ...same(name, 'available', item.available, left),
    ...same(name, 'availability', item.availability, availability),
    ...same(name, 'reserved', item.reserved, promised(item.product_id, shop)),
  ];
}

/** How many units of a product the shop owes somebody, counted over all records. */
function promised(productId: string, shop: Shop): number {
  let count = 0;
  const add = (units: readonly { item_id: string; quantity: number }[]): void => {
    for (const unit of units) if (unit.item_id === productId) count += unit.quantity;
  };
  for (const row of shop.rows('orders')) {
    const { shipped_at, cancelled_at, lines } = row as unknown as Order;
    if (shipped_at === null && cancelled_at === null) add(lines);
  }
  for (const collection of ['exchanges', 'replacements']) {
    for (const row of shop.rows(collection)) {
      const {
        shipped_at,
        cancelled_at = null,
        units,
      } = row as unknown as {
        shipped_at: string | null;
        cancelled_at?: string | null;
        units: { item_id: string; quantity: number }[];
      };
      if (shipped_at === null && cancelled_at === null) add(units);
    }
  }
  for (const row of shop.rows('reservations')) {
    const { product_id, quantity, released_at } = row as unknown as {
      product_id: string;
      quantity: number;
      released_at: string | null;
    };
    if (released_at === null) add([{ item_id: product_id, quantity }]);
  }
  return count;
}

interface Cart {
  cart_id: string;
  lines: { quantity: number; unit_price: number }[];
  coupon_amount: number;
  coupon_percent: number;
  subtotal: number;
  total: number;
}

function cart(row: Row): string[] {
  const {
    cart_id: id,
    lines,
    coupon_amount: amount,
    coupon_percent: percent,
    ...sums
  } = row as unknown as Cart;
  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.unit_price, 0);
  const cut = Math.min(subtotal, amount + Math.round((subtotal * percent) / 100));
  return [
    ...same(`cart ${id}`, 'subtotal', sums.subtotal, subtotal),
    ...same(`cart ${id}`, 'total', sums.total, subtotal - cut),
  ];
}

interface Coupon {
  coupon_code: string;
  percent: number;
  amount: number;
  used_count: number;
  usage_limit: number;
}

function coupon(row: Row): string[] {
  const {
    coupon_code: code,
    percent,
    amount,
    used_count: used,
    usage_limit: limit,
  } = row as unknown as Coupon;
  const isSound = percent >= 0 && percent <= 100 && amount >= 0 && percent + amount > 0 && used <= limit;
  return [
    ...(isSound ? [] : [`coupon ${code}: worth or use out of bounds`]),
    ...inOrder(`coupon ${code}`, [row['starts_at'], row['ends_at']]),
  ];
}

interface GiftCard {
  gift_card_code: string;
  amount: number;
  amount_used: number;
  balance: number;
}

function giftCard(row: Row): string[] {
  const { gift_card_code: code, amount, amount_used: used, balance } = row as unknown as GiftCard;
  const name = `gift card ${code}`;
  return [...same(name, 'balance', balance, amount - used), ...(used > amount ? [`${name}: overdrawn`] : [])];
}
