import { expect, test } from 'vitest';
import { WORKSHOP } from '../test/workshop.ts';
import { checkRecords } from './check-records.ts';
import { compileDomainModel } from './domain.ts';
import type { State } from './draft.ts';
import type { Json } from './json.ts';
import { parseDomainModel } from './load-domain-model.ts';

const domain = compileDomainModel(parseDomainModel(WORKSHOP, 'workshop.yaml'));

const part = { part_id: 'p1', stock: 1, price: 150 };
const repair = {
  repair_id: 'r1',
  bike_id: 'b1',
  kind: 'standard',
  lines: [{ part_id: 'p1', price: 150 }],
  opened_at: '2026-05-01T09:00:00Z',
  done_at: '2026-05-02T09:00:00Z',
  done_by: 'Ana',
  total: 150,
  status: 'done',
};
const state: State = {
  now: '2026-05-04T09:00:00Z',
  bikes: {
    b1: { bike_id: 'b1', make: 'Beta', gears: 7, label: 'Beta 7', bought_at: '2025-05-04T09:00:00Z' },
  },
  parts: { p1: part },
  repairs: { r1: repair },
  notes: {},
};

function violations(changes: Readonly<Record<string, Json>>): string[] {
  return checkRecords(domain, { ...state, ...changes }).map(
    ({ severity, rule, entity, key, message }) => `${severity} ${rule} ${entity} ${key}: ${message}`,
  );
}

test('nothing is wrong with this', () => {
  expect(violations({})).toEqual([]);
});

test.each<[Readonly<Record<string, Json>>, string[]]>([
  [
    { parts: { p2: part, p1: part } },
    ['E key part p2: part_id is not the key under which the record stands.'],
  ],
  [{ parts: { p1: { ...part, stock: -1 } } }, ['E type part p1: stock must be count.']],
  [{ parts: { p1: { ...part, price: 1.5 } } }, ['E type part p1: price must be money.']],
  [{ parts: { p1: { ...part, color: 'red' } } }, ['E type part p1: There is no field color.']],
  [{ parts: { p1: { part_id: 'p1', stock: 1 } } }, ['E type part p1: price must be money.']],
  [
    { repairs: { r1: { ...repair, kind: 'slow' } } },
    ['E type repair r1: kind must be one of standard, express.'],
  ],
  [
    { repairs: { r1: { ...repair, done_at: '2026-02-30T09:00:00Z' } } },
    [
      'E type repair r1: done_at must be instant or nothing.',
      'E done-after-open repair r1: A repair is done after it was opened.',
    ],
  ],
  [
    { repairs: { r1: { ...repair, status: 'open' } } },
    ['E derived repair r1: status does not follow from the other fields.'],
  ],
  [
    { repairs: { r1: { ...repair, bike_id: 'b2' } } },
    ['E reference repair r1: bike_id names bike "b2", which is not there.'],
  ],
  [
    { repairs: { r1: { ...repair, bike_id: 'constructor' } } },
    ['E reference repair r1: bike_id names bike "constructor", which is not there.'],
  ],
  [{ parts: {} }, ['E reference repair r1: lines.*.part_id names part "p1", which is not there.']],
  [
    { repairs: { r1: { ...repair, opened_at: '2026-05-03T09:00:00Z' } } },
    ['E done-after-open repair r1: A repair is done after it was opened.'],
  ],
  [
    { repairs: { r1: { ...repair, total: 0, lines: [{ part_id: 'p1', price: 0 }] } } },
    ['W line-price repair r1: Parts cost something.'],
  ],
  [{ notes: [] }, ['E key note : The collection is no object.']],
  [{ notes: { n1: null } }, ['E key note n1: The record is no object.']],
])('%j', (changes, expected) => {
  expect(violations(changes)).toEqual(expected);
});
