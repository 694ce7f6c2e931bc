import { isJsonList, type Json, type Scope } from '@covergrid/testdata';
import type { CasePoint } from './build-case.ts';
import type { CompiledAttack, CompiledMissing, CompiledSlip, CompiledWish } from './compile-dealt.ts';
import type { CompiledPlaybook } from './compile-playbook.ts';
import type { CompiledSecondIntent } from './compile-second-intent.ts';
import type { Constraint } from './constraint-schema.ts';
import { permutation } from './permutation.ts';
import type { TechniqueTurn } from './technique-order.ts';
import type { TypedValue } from './typed-value.ts';

/** What parts of a playbook are dealt by. */
export interface Deal {
  readonly playbook: CompiledPlaybook;
  readonly point: CasePoint;
  readonly seed: number;
  /** The place of the scenario in its cell, variants one after the other. */
  readonly index: number;
  readonly scope: Scope;
}

/** A slip and its two values in one case. */
export interface DealtSlip {
  readonly slip: CompiledSlip;
  readonly first: string | number;
  readonly last: string | number;
}

/** A condition that the customer of one case puts, and the constraint it comes to. */
export interface DealtWish {
  readonly wish: CompiledWish;
  readonly constraint: Constraint;
}

/**
 * The technique of an adversarial case. Those about the governed quantity go to scenarios that no override may touch,
 * and those scenarios get no other where the playbook has one.
 *
 * @param turn of the scenario in the order in which techniques are dealt
 */
export function dealAttack(
  { playbook, point, seed, scope }: Deal,
  variant: number,
  { isFinal, lane, lanes, place, size }: TechniqueTurn,
): CompiledAttack | undefined {
  const fitting = playbook.attacks.filter(({ text }) => text.quantity === isFinal);
  const attacks = fitting.length > 0 ? fitting : playbook.attacks.filter(({ text }) => !text.quantity);
  const order = permutation(attacks.length, seed, 'attack', point.domain, point.behavior);
  const dealt = Array.from(order, (number) => attacks[number]!);
  const isOwn = (index: number): boolean => index % lanes === lane % dealt.length;
  const own = dealt.filter((_, index) => isOwn(index));
  const start = own.length === 0 ? 0 : (place + size * variant) % own.length;
  const inTurn = [...own.slice(start), ...own.slice(0, start), ...dealt.filter((_, index) => !isOwn(index))];
  return inTurn.find((attack) => attack.holds(scope));
}

/** What the first turn of an ambiguous case lacks. */
export function dealMissing(deal: Deal): CompiledMissing | undefined {
  return next(deal.playbook.missing, deal, 'missing', ({ holds, fits }) => {
    if (!holds(deal.scope)) return false;
    const fitting = fits?.(deal.scope);
    return fitting === undefined || (isJsonList(fitting) && fitting.length > 1);
  });
}

/**
 * What the customer of a case says wrongly at first. The two values differ, and the first is none that the answer has
 * to tell: who still speaks of it has not heard the second.
 *
 * @param told by the answer to the request
 */
export function dealSlip(deal: Deal, told: readonly TypedValue[]): DealtSlip | undefined {
  const { scope } = deal;
  const slip = next(deal.playbook.slips, deal, 'slip', ({ holds, first, last, text }) => {
    if (!holds(scope)) return false;
    const [wrong, right] = [first(scope), last(scope)];
    if (!isValue(wrong) || !isValue(right) || wrong === right) return false;
    return !told.some((value) => isSameTold(value, { kind: text.kind, value: wrong }));
  });
  if (slip === undefined) return undefined;
  const [first, last] = [slip.first(scope), slip.last(scope)];
  return isValue(first) && isValue(last) ? { slip, first, last } : undefined;
}

/**
 * What else the customer of a case asks along the way. Its answer tells none of the values that the outcome's has to
 * tell: one number would speak for both.
 *
 * @param told by the answer to the request
 */
export function dealSecondIntent(deal: Deal, told: readonly TypedValue[]): CompiledSecondIntent | undefined {
  const { playbook, scope } = deal;
  const isTold = ({ kind, value }: TypedValue): boolean =>
    kind !== 'id' && told.some((other) => other.value === value);
  return next(
    playbook.secondIntents,
    deal,
    'second-intent',
    (intent) => intent.holds(scope) && !intent.answer(scope).communicates.some(isTold),
  );
}

/** Some of the conditions that a customer may put, at least one of which rules out the obvious answer. */
export function dealWishes(deal: Deal, count: number): readonly DealtWish[] {
  if (count === 0) return [];
  const { scope, playbook } = deal;
  const possible = playbook.wishes
    .filter(({ holds }) => holds(scope))
    .map((wish) => ({ wish, place: Number(wish.place(scope)) }))
    .toSorted((a, b) => a.place - b.place);
  const dealt: DealtWish[] = [];
  let excluding: DealtWish | undefined;
  for (const { wish } of possible) {
    const isWanted = dealt.length < count || (excluding === undefined && wish.text.excludes);
    const constraint = isWanted ? wish.constraint(scope) : undefined;
    if (constraint === undefined) continue;
    const made = { wish, constraint };
    if (wish.text.excludes) excluding ??= made;
    if (dealt.length < count) dealt.push(made);
    if (dealt.length === count && excluding !== undefined) break;
  }
  if (excluding === undefined || dealt.includes(excluding)) return dealt;
  return [...dealt.slice(0, -1), excluding];
}

/** The next entry in the cell's order that may be dealt. */
function next<T>(
  entries: readonly T[],
  { point, seed, index }: Deal,
  purpose: string,
  mayBeDealt: (entry: T) => boolean,
): T | undefined {
  const order = permutation(entries.length, seed, purpose, point.domain, point.behavior);
  for (let step = 0; step < entries.length; step++) {
    const entry = entries[order[(index + step) % entries.length] ?? 0];
    if (entry !== undefined && mayBeDealt(entry)) return entry;
  }
  return undefined;
}

/** Of dates, the day is told. */
function isSameTold(a: TypedValue, b: TypedValue): boolean {
  const spoken = ({ kind, value }: TypedValue): string =>
    kind === 'date' ? String(value).slice(0, 10) : String(value);
  return a.kind === b.kind && spoken(a) === spoken(b);
}

function isValue(value: Json): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
