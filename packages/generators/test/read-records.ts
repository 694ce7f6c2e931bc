import type { JsonObject } from '@covergrid/testdata';
import type { AgentView } from '@covergrid/worlds';
import { daysBetween, limitIn, recordsOf, textOf, type Answer, type RecordReader } from './decode-bins.ts';
import { isSlipOf } from './read-phrases.ts';

/** How each domain's records tell what was paid, how far the limit is, and whose stock decides; by domain. */
export const RECORD_READERS: Readonly<Record<string, RecordReader>> = {
  'returns-refunds-exchanges': (view, world, words) => {
    const product = productsById(world);
    const answers = (): readonly Answer[] => words.answers(view);
    const saved = (view.session['saved_items'] as JsonObject[]).map(({ product_id }) => product(product_id));
    const bought = deliveredLines(view, world).filter(
      ({ line }) => product(line['item_id'])['kind'] === saved[0]!['kind'],
    );
    const { order, line } = theOne(
      bought,
      answers,
      ({ order: from, line: { item_id, unit_price } }, said, fitting) => {
        const { color } = product(item_id);
        const others = (from['lines'] as JsonObject[]).map(({ item_id: id }) => textOf(product(id)['short']));
        return (
          fitting(said['order.order_id'], from['order_id']) &&
          fitting(said['bought.color'], color) &&
          (said['twin.color'] === undefined || !fitting(said['twin.color'], color)) &&
          fitting(said['paid'], dollars(unit_price)) &&
          others.some((short) => short.startsWith(said['companion.short'] ?? ''))
        );
      },
    );
    const window = limitIn(view, /within (\d+) days of delivery/);
    const warned = limitIn(view, /from day (\d+) on/);
    return {
      paid: Number(line['unit_price']),
      boundary: boundaryOf(daysBetween(order['delivered_at'], world.now), warned, window),
      wanted: () =>
        theOne(saved, answers, ({ color }, said, fitting) => fitting(said['wanted.color'], color)),
    };
  },

  'product-discovery-search': (view, world, words) => {
    const product = productsById(world);
    const { line } = theOne(
      deliveredLines(view, world),
      () => words.answers(view),
      ({ order: { order_id, placed_at }, line: { item_id, unit_price } }, said, fitting) =>
        fitting(said['order_id'], order_id) &&
        fitting(said['bought'], dayOf(placed_at)) &&
        fitting(said['color'], product(item_id)['color']) &&
        fitting(said['paid'], dollars(unit_price)),
    );
    const had = product(line['item_id']);
    const open = recordsOf(world, 'reservations').filter(
      ({ customer_id, status }) => customer_id === view.session['customer_id'] && status === 'held',
    );
    const pieces = open.reduce((sum, { quantity }) => sum + Number(quantity), 0) + 1;
    const limit = limitIn(view, /up to (\d+) pieces on reserve/);
    const warned = limitIn(view, /When you reach (\d+) or/);
    return {
      paid: Number(line['unit_price']),
      boundary: boundaryOf(pieces, warned, limit),
      // A match is of the kind and color, of the brand asked for, within the price, and on clearance only at last.
      wanted: ({ cap, brand }) => {
        const alike = recordsOf(world, 'products').filter(
          (row) =>
            row['is_published'] === true &&
            row['kind'] === had['kind'] &&
            row['color'] === had['color'] &&
            fits(brand, row['brand']),
        );
        const matches = alike.toSorted((a, b) => Number(a['list_price']) - Number(b['list_price']));
        // Caps that are told as a percentage may be a cent off.
        const within = matches.filter(({ list_price }) => Number(list_price) <= cap + 1);
        return within.find(({ final_sale }) => final_sale !== true) ?? within[0] ?? matches[0]!;
      },
    };
  },

  'trust-safety-fraud': (view, world, words) => {
    const product = productsById(world);
    const current = view.session['current_order'];
    const { order, line } = theOne(
      deliveredLines(view, world),
      () => (typeof current === 'string' ? [{ 'order.order_id': current }] : words.answers(view)),
      ({ order: { order_id } }, said) => fits(said['order.order_id'], order_id),
    );
    const fake = product(line['item_id']);
    const window = limitIn(view, /within (\d+) days of delivery/);
    const warned = limitIn(view, /report on day (\d+) or later/);
    const genuine = recordsOf(world, 'products').filter(
      (row) =>
        row['seller_id'] === null &&
        ['kind', 'brand', 'model', 'color'].every((field) => row[field] === fake[field]),
    );
    return {
      paid: Number(line['unit_price']),
      boundary: boundaryOf(daysBetween(order['delivered_at'], world.now), warned, window),
      wanted: () =>
        theOne(
          genuine,
          () => [],
          () => true,
        ),
    };
  },
};

function productsById(world: Parameters<RecordReader>[1]): (id: unknown) => JsonObject {
  const products = new Map(recordsOf(world, 'products').map((row) => [row['product_id'], row]));
  return (id) => products.get(id as string) ?? {};
}

/** The lines of the customer's own orders. */
function deliveredLines(
  view: AgentView,
  world: Parameters<RecordReader>[1],
): { readonly order: JsonObject; readonly line: JsonObject }[] {
  return recordsOf(world, 'orders')
    .filter(({ customer_id }) => customer_id === view.session['customer_id'])
    .flatMap((order) => (order['lines'] as JsonObject[]).map((line) => ({ order, line })));
}

function boundaryOf(quantity: number, warned: number, limit: number): string {
  if (quantity > limit) return 'out-of-policy';
  return quantity >= warned ? 'near-limit' : 'within-policy';
}

/** True where what the customer said, if anything, is what a record says. */
type Fits = (answer: string | undefined, value: unknown) => boolean;

const fits: Fits = (answer, value) =>
  answer === undefined || answer.toLowerCase() === String(value).toLowerCase();

/** As {@link fits}, for what was mistyped. */
const nearlyFits: Fits = (answer, value) =>
  fits(answer, value) || isSlipOf(String(answer).toLowerCase(), String(value).toLowerCase());

function dollars(cents: unknown): string {
  return `$${(Number(cents) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`.replace(
    /\.00$/,
    '',
  );
}

function dayOf(instant: unknown): string {
  return new Date(String(instant)).toLocaleString('en-US', {
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  });
}

/** The only candidate, or the only one that an answer of the customer fits. */
function theOne<T>(
  candidates: readonly T[],
  answers: () => readonly Answer[],
  isMeant: (candidate: T, answer: Answer, fitting: Fits) => boolean,
): T {
  if (candidates.length === 1) return candidates[0]!;
  const given = answers();
  const meant = [fits, nearlyFits].flatMap((fitting) =>
    given.map((answer) => candidates.filter((candidate) => isMeant(candidate, answer, fitting))),
  );
  const found = meant.find(({ length }) => length === 1);
  if (found === undefined) throw new Error(`Any of ${candidates.length} may be meant.`);
  return found[0]!;
}
