import type { Draws } from '@covergrid/testdata';
import type { Behaviors } from '@covergrid/worlds';
import { weightedDie } from './dice.ts';

/** How one customer writes: a value per style, kept through the conversation. */
export type Persona = Readonly<Record<string, string>>;

/** Compiles styles into a draw of one value each, by their weights. */
export function compilePersona(styles: Behaviors['styles']): (draws: Draws) => Persona {
  const dice = Object.entries(styles).map(
    ([style, weights]) => [style, weightedDie(Object.entries(weights), 'style', style)] as const,
  );
  return (draws) => Object.fromEntries(dice.map(([style, draw]) => [style, draw(draws)]));
}
