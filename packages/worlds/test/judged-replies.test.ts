import { expect, test } from 'vitest';
import { constraintKindSchema } from '../src/constraint-schema.ts';
import { agreementOn, type Agreement } from './judged-replies.ts';

const written = agreementOn(new URL('replies/written.yaml', import.meta.url));
const blind = agreementOn(new URL('replies/blind.yaml', import.meta.url));

function shown(name: string, { total, right, byKind, wrong }: Agreement): string {
  const kinds = [...byKind].map(([kind, tally]) => `  ${kind} ${tally.right}/${tally.total}`);
  return [
    `${name}: ${right} of ${total} judged as a person does`,
    ...kinds,
    ...wrong.map((line) => `  ! ${line}`),
  ].join('\n');
}

test('replies that were written by hand are judged as a person judges them', () => {
  console.log(shown('written', written));
  expect([...written.byKind.keys()].toSorted()).toEqual([...constraintKindSchema.options].toSorted());
  expect(written.total).toBeGreaterThanOrEqual(200);
  expect(written.right / written.total, written.wrong.join('\n')).toBeGreaterThanOrEqual(0.97);
});

if (blind.total > 0)
  test('so are those of somebody who does not know the checker', () => {
    console.log(shown('blind', blind));
    expect(blind.total).toBeGreaterThanOrEqual(100);
    expect(blind.right / blind.total, blind.wrong.join('\n')).toBeGreaterThanOrEqual(0.97);
  });
