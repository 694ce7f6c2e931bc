import { loadCommerceDomain } from '@covergrid/commerce';
import { drawsFor, type Applied, type Domain, type State } from '@covergrid/testdata';
import { amount, type Figure, type Scale } from './figure.ts';
import { race } from './timing.ts';

const WORLDS = 2000;

/** Making the records of one customer, two products and an order that is shipped, delivered and exchanged. */
export async function measureRecords({ isCi }: Scale): Promise<Figure[]> {
  const domain = await loadCommerceDomain();
  const worlds = Array.from({ length: WORLDS }, (_, index) => makeWorld(domain, index));
  const times = race(
    isCi ? 5 : 15,
    () => {
      for (let index = 0; index < WORLDS; index += 1) makeWorld(domain, index);
    },
    () => {
      for (const world of worlds) JSON.stringify(world);
    },
  );
  const micros = (times.ours * 1000) / WORLDS;
  return [
    {
      name: 'records of a small world',
      worst: micros,
      unit: 'µs',
      target: { most: 40 },
      detail: '5 records, 4 events that lead to 5 more',
    },
    {
      name: '  the same, to JSON.stringify',
      worst: times.ours / times.peer,
      unit: '×',
      asserted: { most: 20 },
      detail: `stringify ${amount((times.peer * 1000) / WORLDS)} µs`,
    },
  ];
}

function makeWorld(domain: Domain, index: number): State {
  const drawsOf = (name: string) => drawsFor(1, 'bench', index, name);
  const customer = domain.make(domain.empty('2026-03-15T10:00:00Z'), 'customer', {
    draws: drawsOf('customer'),
  });
  const bought = domain.make(customer.state, 'product', { draws: drawsOf('bought') });
  const wanted = domain.make(bought.state, 'product', { draws: drawsOf('wanted') });
  const placed = domain.apply(wanted.state, {
    event: 'order.place',
    at: '2026-02-20T10:00:00Z',
    draws: drawsOf('order'),
    args: { customer_id: customer.key, items: [{ product_id: bought.key, quantity: 2 }] },
  });
  const { key: target } = done(placed);
  const shipped = domain.apply(done(placed).state, {
    event: 'order.ship',
    target,
    at: '2026-02-21T10:00:00Z',
  });
  const delivered = domain.apply(done(shipped).state, {
    event: 'order.deliver',
    target,
    at: '2026-02-24T10:00:00Z',
  });
  const args = { item_ids: [bought.key], new_item_ids: [wanted.key] };
  return done(domain.apply(done(delivered).state, { event: 'order.exchange', target, args })).state;
}

function done(applied: Applied): Extract<Applied, { ok: true }> {
  if (!applied.ok) throw new Error(applied.message);
  return applied;
}
