import { inOrder, same, type Row, type Shop } from './shop-records.ts';

export interface Order {
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

/** Lines, ledger, dates and states of an order. */
export function order(row: Row, shop: Shop): string[] {
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

/** What is sent back, and what is owed for it. */
export function returned(row: Row, shop: Shop): string[] {
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

/** What is swapped, one for one. */
export function exchanged(row: Row, shop: Shop): string[] {
  const name = `exchange ${String(row['exchange_id'])}`;
  const of = shop.find('orders', row['order_id']) as unknown as Order | undefined;
  if (of === undefined) return [];
  const faults = inOrder(name, [of.delivered_at, row['requested_at'], row['received_at'], shop.now]);
  if (of.delivered_at === null) faults.push(`${name}: never delivered`);
  if ((row['item_ids'] as unknown as string[]).length !== (row['new_item_ids'] as unknown as string[]).length)
    faults.push(`${name}: not one for one`);
  return faults;
}

/** A chargeback. */
export function dispute(row: Row, shop: Shop): string[] {
  const of = shop.find('orders', row['order_id']) as unknown as Order | undefined;
  const { amount } = row as unknown as { amount: number };
  const name = `dispute ${String(row['dispute_id'])}`;
  return of !== undefined && amount > of.amount_captured ? [`${name}: more than was charged`] : [];
}
