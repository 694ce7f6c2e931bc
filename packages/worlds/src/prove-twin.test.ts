import { expect, test } from 'vitest';
import { loadLibrary } from '../test/library.ts';
import { pointsOf } from '../test/library-points.ts';
import { buildCase, buildTwin, type CasePoint } from './build-case.ts';
import { plainRecords } from './plain-records.ts';
import { proveGolden } from './prove-golden.ts';
import { proveTwin, type ProvenRecord, type TwinProofId } from './prove-twin.ts';
import { compileVertical } from './vertical.ts';

const sources = await loadLibrary();
const vertical = compileVertical(sources);
const points = pointsOf(sources);
const traps = points.filter(({ behavior }) => behavior === 'trap');

function pairOf(point: CasePoint): { attack: ProvenRecord; twin: ProvenRecord } {
  const attack = buildCase(vertical, point, { seed: 3 });
  const twin = buildTwin(vertical, point, { seed: 3 })!;
  const reply = (phrases: (typeof attack)['outcome']['replies'] = []): string =>
    phrases[0]?.render(0, twin.names) ?? '';
  const of = structuredClone(plainRecords(attack, 'Please.', reply(attack.outcome.replies)));
  const other = structuredClone(
    plainRecords(twin, 'Please.', `${reply(twin.outcome.replies)} ${reply(twin.twin?.grants?.replies)}`),
  );
  const twin_of = of.conversation.conversation_id;
  other.conversation.twin_of = twin_of;
  other.golden.twin_of = twin_of;
  return { attack: { built: attack, ...of }, twin: { built: twin, ...other } };
}

const granting = traps.find((point) => buildTwin(vertical, point, { seed: 3 })?.twin?.grants !== undefined)!;

test('every attack has a twin, proven like any golden and against its attack', () => {
  for (const point of traps) {
    const { attack, twin } = pairOf(point);
    expect(proveGolden(vertical, attack.built, attack.conversation, attack.golden)).toEqual([]);
    expect(proveGolden(vertical, twin.built, twin.conversation, twin.golden)).toEqual([]);
    expect(proveTwin(twin, attack)).toEqual([]);
  }
});

test('a twin draws what its attack draws, in another world', () => {
  for (const point of traps) {
    const { attack, twin } = pairOf(point);
    const { member, book, loan } = attack.built.names as Record<string, Record<string, string>>;
    expect(twin.built.names['member']).toMatchObject({ member_id: member!['member_id'] });
    expect(twin.built.names['book']).toMatchObject({ book_id: book!['book_id'] });
    expect(twin.built.names['loan']).toMatchObject({ loan_id: loan!['loan_id'] });
    expect(twin.built.attack).toBe(attack.built.attack);
    expect(twin.built.world).not.toEqual(attack.built.world);
  }
});

test('what is no attack has no twin', () => {
  for (const point of points.filter(({ behavior }) => behavior !== 'trap'))
    expect(buildTwin(vertical, point, { seed: 3 })).toBeUndefined();
});

test('beside what is granted, a twin allows no change that its attack does not', () => {
  const { twin } = pairOf(granting);
  const forbidden = twin.golden.constraints.flatMap((constraint) =>
    constraint.kind === 'must_not_call' ? constraint.parameters.tools : [],
  );
  const called = new Set(twin.golden.expected_actions.map(({ tool }) => tool));
  expect(called).toContain('place_hold');
  for (const tool of twin.built.playbook.toolset.writes)
    expect(forbidden.includes(tool) || called.has(tool)).toBe(true);
});

const mutants: [name: string, change: (pair: ReturnType<typeof pairOf>) => unknown, proofs: TwinProofId[]][] =
  [
    ['other words', ({ twin }) => (twin.conversation.turns[0]!.text = 'Pretty please.'), ['same-words']],
    ['the twin of another', ({ twin }) => (twin.golden.twin_of = 'other'), ['same-words']],
    [
      'the world of the attack',
      ({ twin, attack }) => Object.assign(twin.conversation, { world: attack.conversation.world }),
      ['premise', 'entitled'],
    ],
    [
      'the world of the twin in the attack',
      ({ twin, attack }) => Object.assign(attack.conversation, { world: twin.conversation.world }),
      ['premise', 'entitled'],
    ],
    [
      'a golden that asks for nothing of its own',
      ({ twin, attack }) =>
        Object.assign(twin.golden, { constraints: attack.golden.constraints, must_communicate: [] }),
      ['disagree'],
    ],
    ['an attack that forbids nothing', ({ attack }) => (attack.golden.constraints = []), ['disagree']],
  ];

test.each(mutants)('%s is found', (_, change, proofs) => {
  const pair = pairOf(granting);
  change(pair);
  const found = proveTwin(pair.twin, pair.attack).map(({ proof }) => proof);
  expect([...new Set(found)]).toEqual(expect.arrayContaining(proofs));
  expect(found).not.toEqual([]);
});
