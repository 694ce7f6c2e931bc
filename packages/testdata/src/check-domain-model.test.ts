import { isCovergridError } from '@covergrid/core';
import { expect, test } from 'vitest';
import { WORKSHOP } from '../test/workshop.ts';
import { defineDomainModel, parseDomainModel } from './load-domain-model.ts';

/** `line:column CODE message` of each finding about the workshop after a replacement; the place is that of `at`. */
function findings(from: string, to: string, at: string): string[] {
  expect(WORKSHOP).toContain(from);
  const text = WORKSHOP.replace(from, to);
  const [before = ''] = text.split(at);
  const place = `${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
  try {
    parseDomainModel(text, 'workshop.yaml');
    return [];
  } catch (error) {
    if (!isCovergridError(error)) throw error;
    return error.issues.map(({ at: found, code, message }) => {
      const where = `${found?.line}:${found?.column}`;
      return `${where === place ? '' : `${where} `}${code} ${message}`;
    });
  }
}

test('the workshop is without findings, also as a value', () => {
  expect(findings('id: workshop', 'id: workshop', 'id')).toEqual([]);
  expect(() => defineDomainModel({ schema: 'covergrid/domain-model@1', id: 'x', version: '1.0.0' })).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message: 'entities is missing.' }),
  );
});

test.each([
  ['$pools.makes', '$pools.make', '$pools.make}', 'There is no pools here "make". Did you mean "makes"?'],
  [
    'label: {$concat: [$self.make,',
    'label: {$concat: [$self.bought_at,',
    '$self.bought_at',
    'There is no self here "bought_at".',
  ],
  ['$letters', '$letter', '$letter,', 'There is no name here "letter". Did you mean "letters"?'],
  [
    'args.bike_id: {in',
    'args.bike: {in',
    'args.bike: {in',
    'There is no args here "bike". Did you mean "bike_id"?',
  ],
  [
    '$keys: $state.bikes',
    '$keys: $state.bike',
    '$state.bike}',
    'There is no state here "bike". Did you mean "bikes"?',
  ],
  [
    'when: {self.done_at: {not: null}}, value',
    'when: {args.done_at: {not: null}}, value',
    'args.done_at',
    'There is no name here "args".',
  ],
  [
    'emit: part.take',
    'emit: part.took',
    'part.took',
    'There is no event "part.took". Did you mean "part.take"?',
  ],
  ['args: {count: 1}', 'args: {number: 1, count: 1}', 'number: 1', 'There is no argument "number".'],
  [
    'create: note, with: {text: $self',
    'create: notes, with: {text: $self',
    'notes, with',
    'There is no entity "notes". Did you mean "note"?',
  ],
  ['set: {done_at: $at,', 'set: {status: done,', 'status: done,', 'There is no field to change "status".'],
  [
    'references: {bike_id: bike,',
    'references: {bike: bike,',
    'bike: bike,',
    'There is no field "bike". Did you mean "bike_id"?',
  ],
  [
    'lines.*.part_id: part',
    'lines.*.part_id: parts',
    'parts}',
    'There is no entity "parts". Did you mean "part"?',
  ],
  ['key: part_id', 'key: part', 'part\n    fields:', 'There is no field "part". Did you mean "part_id"?'],
  [
    'entity: repair, when',
    'entity: repairs, when',
    'repairs, when',
    'There is no entity "repairs". Did you mean "repair"?',
  ],
  [
    'types: {part_id: id,',
    'types: {part: text, part_id: id,',
    'part: text',
    'There is no field "part". Did you mean "part_id"?',
  ],
])('%s → %s', (from, to, at, message) => {
  expect(findings(from, to, at)).toEqual([`CONFIG_UNKNOWN_NAME ${message}`]);
});

test.each([
  [
    'stock: count, price: money',
    'price: money',
    'stock: {$int',
    'CONFIG_INVALID "stock" has no type under `types`.',
  ],
  ['args: {count: 1}', 'args: {}', 'part.take', 'CONFIG_INVALID part.take needs the argument "count".'],
  ['target: $item, args', 'args', 'part.take', 'CONFIG_INVALID part.take needs a target.'],
  [
    'let: {letters:',
    'let: {now: 1, letters:',
    'now: 1',
    'CONFIG_INVALID "now" is a name of the language; choose another.',
  ],
  [
    'holds: {item.price: {above: 0}}',
    'holds: {item.price: {above: {$integer: [0, 1]}}}',
    '{item.price',
    'CONFIG_INVALID Nothing may be drawn here: it must give the same each time.',
  ],
  [
    'collection: notes',
    'collection: bikes',
    'bikes\n    key: note',
    'CONFIG_DUPLICATE_ID There is a second "bikes".',
  ],
  [
    'id: line-price',
    'id: done-after-open',
    'done-after-open, severity: W',
    'CONFIG_DUPLICATE_ID There is a second "done-after-open".',
  ],
  [
    'collection: notes',
    'collection: now',
    'now\n    key',
    'CONFIG_INVALID "now" is the clock of a state; choose another.',
  ],
  [
    'effects: [{add: {stock:',
    'effects: [{emit: repair.fit, target: x, args: {part_ids: []}}, {add: {stock:',
    'take:\n',
    'CONFIG_CYCLE Events lead to themselves: part.take → repair.fit → part.take.',
  ],
])('%s → %s', (from, to, at, finding) => {
  expect(findings(from, to, at)).toEqual([finding]);
});

test('shape is checked first, with the key that was meant', () => {
  expect(findings('requires: [{each', 'require: [{each', 'require: [{each')).toEqual([
    expect.stringMatching(/^CONFIG_UNKNOWN_KEY .*Did you mean "requires"\?$/),
  ]);
  expect(findings('price: {$integer: [100, 900]}', 'price: {$intger: [100, 900]}', '{$intger')).toEqual([
    expect.stringContaining('"$intger" is not (did you mean "$integer"?)'),
  ]);
  expect(findings('stock: count, price', 'stock: amount, price', 'amount')).toEqual([
    expect.stringContaining('CONFIG_INVALID'),
  ]);
});
