import type { Order } from './check-orders.ts';
import { inOrder, same, type Row, type Shop } from './shop-records.ts';

/** A charge that a customer disowns. */
export function chargeReport(row: Row, { now }: Shop): string[] {
  return inOrder(`report ${String(row['report_id'])}`, [
    row['charged_at'],
    row['reported_at'],
    row['refunded_at'],
    now,
  ]);
}

interface CounterfeitReport {
  report_id: string;
  customer_id: string;
  order_id: string;
  item_id: string;
  seller_id: string | null;
  photos: number;
  reported_at: string;
  inspected_at: string | null;
  finding: string | null;
  status: string;
}

/** An item that a customer holds to be a counterfeit: one they were sent, by its seller, reported once. */
export function counterfeitReport(row: Row, shop: Shop): string[] {
  const report = row as unknown as CounterfeitReport;
  const name = `counterfeit report ${report.report_id}`;
  const of = shop.find('orders', report.order_id) as unknown as Order | undefined;
  const item = shop.find('products', report.item_id);
  const others = shop.rows('counterfeit_reports').filter((other) => other['order_id'] === report.order_id);
  const faults = inOrder(name, [of?.delivered_at, report.reported_at, report.inspected_at, shop.now]);
  if (of?.delivered_at === null) faults.push(`${name}: never delivered`);
  if (of !== undefined && of.lines.every((line) => line.item_id !== report.item_id))
    faults.push(`${name}: an item of another order`);
  if (others.length > 1) faults.push(`${name}: the order was reported before`);
  if ((report.finding === null) !== (report.inspected_at === null))
    faults.push(`${name}: a finding and an inspection go together`);
  const status =
    report.inspected_at !== null ? 'inspected' : report.photos < 2 ? 'awaiting_photos' : 'under_review';
  return [
    ...faults,
    ...same(name, 'customer', report.customer_id, of?.customer_id),
    ...same(name, 'seller', report.seller_id, item?.['seller_id']),
    ...same(name, 'status', report.status, status),
  ];
}
