import { expect, test } from 'vitest';
import { WORKSHOP } from '../test/workshop.ts';
import { compileDomainModel, type Applied, type Happening } from './domain.ts';
import type { State } from './draft.ts';
import { drawsFor } from './draws.ts';
import { parseDomainModel } from './load-domain-model.ts';

const NOW = '2026-05-04T09:00:00Z';
const domain = compileDomainModel(parseDomainModel(WORKSHOP, 'workshop.yaml'));

function workshop(): State {
  let state = domain.empty(NOW);
  ({ state } = domain.make(state, 'bike', { draws: drawsFor(1, 'bike'), with: { bike_id: 'b1', gears: 7 } }));
  ({ state } = domain.make(state, 'part', {
    draws: drawsFor(1, 'p1'),
    with: { part_id: 'p1', stock: 2, price: 150 },
  }));
  ({ state } = domain.make(state, 'part', {
    draws: drawsFor(1, 'p2'),
    with: { part_id: 'p2', stock: 0, price: 400 },
  }));
  return after(state, {
    event: 'repair.open',
    args: { bike_id: 'b1', repair_id: 'r1' },
    at: '2026-05-01T09:00:00Z',
  });
}

function after(state: State, happening: Happening): State {
  const applied = domain.apply(state, happening);
  if (!applied.ok) throw new Error(applied.message);
  return applied.state;
}

function refusal(applied: Applied): string | undefined {
  return applied.ok ? undefined : `${applied.error}: ${applied.message}`;
}

test('a record is what was given, what was drawn, and what follows from them', () => {
  const { key, record, state } = domain.make(domain.empty(NOW), 'bike', {
    draws: drawsFor(1, 'bike'),
    with: { make: null, gears: 3 },
  });
  expect(record).toMatchObject({ bike_id: key, make: null, gears: 3, label: null });
  expect(key).toMatch(/^[A-Z]{2}-\d{4}$/);
  expect(state['bikes']).toEqual({ [key]: record });
  expect(Object.keys(record)).toEqual(['bike_id', 'make', 'gears', 'label', 'bought_at']);
});

test('a drawn key that is taken is drawn again, a given one is refused', () => {
  const draws = drawsFor(1, 'same');
  const first = domain.make(domain.empty(NOW), 'bike', { draws });
  const second = domain.make(first.state, 'bike', { draws });
  expect(second.key).not.toBe(first.key);
  expect(Object.keys(second.state['bikes'] as object)).toHaveLength(2);
  expect(() => domain.make(first.state, 'bike', { draws, with: { bike_id: first.key } })).toThrow(
    expect.objectContaining({ code: 'CONFIG_DUPLICATE_ID' }),
  );
});

test('an entity that does not exist is named with the nearest', () => {
  expect(() => domain.make(domain.empty(NOW), 'bikes', { draws: drawsFor(1) })).toThrow(
    expect.objectContaining({
      code: 'CONFIG_UNKNOWN_NAME',
      message: 'There is no entity "bikes". Did you mean "bike"?',
    }),
  );
});

test('an event that creates makes its record at its time, with its arguments', () => {
  expect(workshop()['repairs']).toEqual({
    r1: {
      repair_id: 'r1',
      bike_id: 'b1',
      kind: 'standard',
      lines: [],
      opened_at: '2026-05-01T09:00:00Z',
      done_at: null,
      done_by: null,
      total: 0,
      status: 'open',
    },
  });
});

test('effects happen in order, each on what the one before left', () => {
  const applied = domain.apply(workshop(), {
    event: 'repair.fit',
    target: 'r1',
    args: { part_ids: ['p1', 'p1'] },
  });
  if (!applied.ok) throw new Error(applied.message);
  expect(applied.record['lines']).toEqual([
    { part_id: 'p1', price: 150, tag: expect.stringMatching(/^\d{6}$/) },
    { part_id: 'p1', price: 150, tag: expect.stringMatching(/^\d{6}$/) },
  ]);
  expect(applied.record['total']).toBe(300);
  expect(applied.state['parts']).toMatchObject({ p1: { stock: 0 } });
  expect(applied.touched).toEqual([
    { entity: 'part', collection: 'parts', key: 'p1', isNew: false },
    { entity: 'repair', collection: 'repairs', key: 'r1', isNew: false },
  ]);
});

test('an effect with `when` happens only there', () => {
  const state = after(workshop(), {
    event: 'repair.open',
    args: { bike_id: 'b1', repair_id: 'r2', urgent: true },
  });
  const fitted = after(state, { event: 'repair.fit', target: 'r2', args: { part_ids: [] } });
  expect(Object.values(fitted['notes'] as object)).toEqual([expect.objectContaining({ text: 'r2' })]);
  expect(after(workshop(), { event: 'repair.fit', target: 'r1', args: { part_ids: [] } })['notes']).toEqual(
    {},
  );
});

test('derived fields follow at once', () => {
  const state = after(workshop(), { event: 'repair.finish', target: 'r1' });
  expect(state['repairs']).toMatchObject({ r1: { done_at: NOW, status: 'done' } });
  expect(state['notes']).toEqual({ 'done-r1': { note_id: 'done-r1', text: 'done', bike_id: null } });
});

test.each<[string, Happening, string]>([
  ['an unknown event', { event: 'repair.fly' }, 'unknown_event: There is no event "repair.fly".'],
  [
    'an unknown target',
    { event: 'repair.finish', target: 'r9' },
    'repair_not_found: There is no repair "r9".',
  ],
  [
    'a target that is no text',
    { event: 'repair.finish', target: 9 },
    'repair_not_found: There is no repair "".',
  ],
  [
    'an inherited key',
    { event: 'repair.finish', target: 'constructor' },
    'repair_not_found: There is no repair "constructor".',
  ],
  [
    'an unknown argument',
    { event: 'repair.finish', target: 'r1', args: { by: 'x' } },
    'invalid_arguments: repair.finish takes no "by".',
  ],
  [
    'a missing argument',
    { event: 'repair.fit', target: 'r1' },
    'invalid_arguments: repair.fit needs part_ids: list.',
  ],
  [
    'an argument of another type',
    { event: 'repair.open', args: { bike_id: 1 } },
    'invalid_arguments: repair.open needs bike_id: id.',
  ],
  [
    'what a requirement forbids',
    { event: 'repair.open', args: { bike_id: 'b9' } },
    'bike_not_found: There is no such bike.',
  ],
  [
    'what it forbids of one element',
    { event: 'repair.fit', target: 'r1', args: { part_ids: ['p1', 'p9'] } },
    'part_not_found: There is no such part.',
  ],
  [
    'what an emitted event forbids',
    { event: 'repair.fit', target: 'r1', args: { part_ids: ['p1', 'p2'] } },
    'out_of_stock: There are not that many.',
  ],
  [
    'a reference that leads nowhere',
    { event: 'note.write', args: { bike_id: 'b9', text: 'x' } },
    'bike_not_found: There is no bike "b9".',
  ],
  [
    'a second record of one key',
    { event: 'repair.open', args: { bike_id: 'b1', repair_id: 'r1' } },
    'repair_exists: There is such a repair already.',
  ],
])('%s is refused', (_, happening, message) => {
  expect(refusal(domain.apply(workshop(), happening))).toBe(message);
});

test('a refused event leaves nothing behind, not even its first effects', () => {
  const state = workshop();
  const before = JSON.stringify(state);
  domain.apply(state, { event: 'repair.fit', target: 'r1', args: { part_ids: ['p1', 'p2'] } });
  expect(JSON.stringify(state)).toBe(before);
});

test('a state shares what an event does not touch', () => {
  const state = workshop();
  const fitted = after(state, { event: 'repair.fit', target: 'r1', args: { part_ids: ['p1'] } });
  expect(fitted['bikes']).toBe(state['bikes']);
  expect((fitted['parts'] as Record<string, unknown>)['p2']).toBe(
    (state['parts'] as Record<string, unknown>)['p2'],
  );
  expect(state['parts']).toMatchObject({ p1: { stock: 2 } });
});

test('an event that draws gives the same each time, and something else at another time', () => {
  const finish: Happening = { event: 'repair.fit', target: 'r1', args: { part_ids: ['p1'] } };
  expect(after(workshop(), finish)).toEqual(after(workshop(), finish));
  expect(after(workshop(), finish)).not.toEqual(after(workshop(), { ...finish, at: '2026-05-02T09:00:00Z' }));
});
