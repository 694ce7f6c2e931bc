import type { Draws } from './draws.ts';
import type { Json } from './json.ts';

/** What a formula or a condition is evaluated in. */
export interface Scope {
  /** What references begin with: `$order.lines` reads `names.order.lines`. A name that is missing gives null. */
  readonly names: Readonly<Record<string, Json | undefined>>;
  /** What `$item` is within `$map`, `$filter` and `each`; there it hides a name `item`. */
  readonly item?: Json | undefined;
  /** What `$pick`, `$integer` and the like draw from; a formula that draws nothing needs none. */
  readonly draws?: Draws | undefined;
}
