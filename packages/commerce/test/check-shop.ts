import type { Json, JsonObject, State } from '@covergrid/testdata';

// A second reading of what a shop's records must obey: ledgers, dates, stock and states, written from how shops work
// and not from the domain model. It shares no code with it.

// Only instants and the fields of the interfaces below are read.
type Row = Readonly<Record<string, string | null>>;

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
    ...shop.rows('disputes').flatMap((row) => dispute(row, shop)),
    ...shop.links(),
  ];
}

class Shop {
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

interface Order {
  order_id: string;
  customer_id: string;
  lines: { item_id: string; quantity: number; unit_price: number; total: number }[];
  payments: { type: string; amount: number; at: string }[];
  discount_amount: number;
  shipping_amount: number;
  subtotal: number;
  total: number;
  amount_authorized: number;
  amount_captured: number;
  amount_refunded: number;
  placed_at: string;
  authorized_at: string | null;
  captured_at: string | null;
  shipped_at: string | null;
  delivered_at: string | null;
  cancelled_at: string | null;
  return_requested_at: string | null;
  exchange_requested_at: string | null;
  returned_at: string | null;
  hold_reason: string | null;
  carrier: string | null;
  tracking_number: string | null;
  status: string;
  payment_status: string;
}

function order(row: Row, shop: Shop): string[] {
  const placed = row as unknown as Order;
  const name = `order ${placed.order_id}`;
  const faults: string[] = [];
  let subtotal = 0;
  for (const line of placed.lines) {
    if (line.quantity < 1 || !Number.isInteger(line.quantity))
      faults.push(`${name}: quantity ${line.quantity}`);
    if (line.quantity * line.unit_price !== line.total) faults.push(`${name}: a line does not add up`);
    subtotal += line.quantity * line.unit_price;
  }
  if (placed.lines.length === 0) faults.push(`${name}: no lines`);
  const goods = subtotal > placed.discount_amount ? subtotal - placed.discount_amount : 0;
  const buyer = shop.find('customers', placed.customer_id);
  return [
    ...faults,
    ...same(name, 'subtotal', placed.subtotal, subtotal),
    ...same(name, 'total', placed.total, goods + placed.shipping_amount),
    ...ledger(name, placed),
    ...inOrder(name, [
      buyer?.['created_at'],
      placed.placed_at,
      placed.authorized_at,
      placed.captured_at,
      placed.shipped_at,
      placed.delivered_at,
      placed.return_requested_at ?? placed.exchange_requested_at,
      placed.returned_at,
      shop.now,
    ]),
    ...inOrder(name, [placed.placed_at, placed.cancelled_at, shop.now]),
    ...(placed.shipped_at !== null && (placed.carrier === null || placed.tracking_number === null)
      ? [`${name}: shipped without tracking`]
      : []),
    ...(placed.shipped_at !== null && placed.captured_at === null ? [`${name}: shipped unpaid`] : []),
    ...(placed.delivered_at !== null && placed.shipped_at === null
      ? [`${name}: delivered without being shipped`]
      : []),
    ...(placed.cancelled_at !== null && placed.shipped_at !== null ? [`${name}: cancelled and shipped`] : []),
    ...same(name, 'status', placed.status, orderStatus(placed)),
    ...same(name, 'payment status', placed.payment_status, paymentStatus(placed)),
  ];
}

/** Plays the payments one by one: at no moment is more captured than authorized, or more refunded than captured. */
function ledger(name: string, placed: Order): string[] {
  const faults = inOrder(name, [placed.placed_at, ...placed.payments.map((payment) => payment.at)]);
  let [authorized, captured, refunded] = [0, 0, 0];
  for (const { type, amount } of placed.payments) {
    if (!Number.isInteger(amount) || amount < 0) faults.push(`${name}: a payment of ${amount}`);
    if (type === 'authorization') authorized += amount;
    else if (type === 'void') authorized -= amount;
    else if (type === 'capture') captured += amount;
    else if (type === 'refund') refunded += amount;
    else faults.push(`${name}: a payment of type ${type}`);
    if (captured > authorized) faults.push(`${name}: more captured than authorized`);
    if (refunded > captured) faults.push(`${name}: more refunded than captured`);
    if (authorized < 0) faults.push(`${name}: more voided than authorized`);
  }
  return [
    ...faults,
    ...same(name, 'authorized', placed.amount_authorized, authorized),
    ...same(name, 'captured', placed.amount_captured, captured),
    ...same(name, 'refunded', placed.amount_refunded, refunded),
  ];
}

function orderStatus(placed: Order): string {
  if (placed.cancelled_at !== null) return 'cancelled';
  if (placed.delivered_at !== null) {
    if (placed.returned_at !== null) return 'returned';
    if (placed.exchange_requested_at !== null) return 'exchange_requested';
    return placed.return_requested_at === null ? 'delivered' : 'return_requested';
  }
  if (placed.shipped_at !== null) return 'shipped';
  if (placed.hold_reason !== null) return 'on_hold';
  return placed.captured_at === null ? 'pending' : 'processing';
}

function paymentStatus(placed: Order): string {
  if (placed.cancelled_at !== null) return 'voided';
  if (placed.authorized_at === null) return 'none';
  if (placed.captured_at === null) return 'authorized';
  if (placed.amount_refunded === 0) return 'paid';
  return placed.amount_refunded === placed.amount_captured ? 'refunded' : 'partially_refunded';
}

interface Return {
  refund_amount: number;
  item_ids: string[];
}

function returned(row: Row, shop: Shop): string[] {
  const name = `return ${String(row['return_id'])}`;
  const of = shop.find('orders', row['order_id']) as unknown as Order | undefined;
  if (of === undefined) return [];
  const { item_ids: items, refund_amount: due } = row as unknown as Return;
  const paid = of.lines
    .filter((line) => items.includes(line.item_id))
    .reduce((sum, line) => sum + line.total, 0);
  const faults = inOrder(name, [
    of.delivered_at,
    row['requested_at'],
    row['received_at'],
    row['refunded_at'],
    shop.now,
  ]);
  if (of.delivered_at === null) faults.push(`${name}: never delivered`);
  if (items.some((item) => of.lines.every((line) => line.item_id !== item)))
    faults.push(`${name}: an item of another order`);
  if (due > paid || due > of.amount_captured || due < 0) faults.push(`${name}: refund of ${due}`);
  if (row['refunded_at'] !== null && of.amount_refunded < due)
    faults.push(`${name}: refund missing in the ledger`);
  const status =
    row['cancelled_at'] !== null
      ? 'cancelled'
      : row['refunded_at'] !== null
        ? 'refunded'
        : row['received_at'] !== null
          ? 'received'
          : 'requested';
  return [...faults, ...same(name, 'status', row['status'], status)];
}

function exchanged(row: Row, shop: Shop): string[] {
  const name = `exchange ${String(row['exchange_id'])}`;
  const of = shop.find('orders', row['order_id']) as unknown as Order | undefined;
  if (of === undefined) return [];
  const faults = inOrder(name, [of.delivered_at, row['requested_at'], row['received_at'], shop.now]);
  if (of.delivered_at === null) faults.push(`${name}: never delivered`);
  if ((row['item_ids'] as unknown as string[]).length !== (row['new_item_ids'] as unknown as string[]).length)
    faults.push(`${name}: not one for one`);
  return faults;
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

function chargeReport(row: Row, { now }: Shop): string[] {
  return inOrder(`report ${String(row['report_id'])}`, [
    row['charged_at'],
    row['reported_at'],
    row['refunded_at'],
    now,
  ]);
}

function dispute(row: Row, shop: Shop): string[] {
  const of = shop.find('orders', row['order_id']) as unknown as Order | undefined;
  const { amount } = row as unknown as { amount: number };
  const name = `dispute ${String(row['dispute_id'])}`;
  return of !== undefined && amount > of.amount_captured ? [`${name}: more than was charged`] : [];
}

/** Complains where an instant is before one that stands before it; what has not happened is passed over. */
function inOrder(name: string, instants: readonly (string | null | undefined)[]): string[] {
  let latest = '';
  for (const instant of instants) {
    if (instant === null || instant === undefined) continue;
    if (instant < latest) return [`${name}: ${instant} comes after ${latest}`];
    latest = instant;
  }
  return [];
}

function same(name: string, what: string, found: unknown, expected: unknown): string[] {
  return found === expected ? [] : [`${name}: ${what} is ${String(found)}, should be ${String(expected)}`];
}
