import type { CasePoint, Conversation } from '@covergrid/worlds';
import { findingAt, type DatasetFinding, type LinePlace } from './dataset-finding.ts';
import { HEADERS } from './header-names.ts';

/** A scenario and one of its variants. */
export interface ExpectedCase {
  readonly point: CasePoint;
  readonly variant: number;
}

/**
 * The cases that a dataset has to cover, scenario by scenario, variant by variant. As long as records come in that
 * order nothing is kept; from the first that does not, all cases are.
 */
export class ExpectedCases {
  readonly #scenarios: () => Iterable<CasePoint>;
  readonly #variants: number;
  readonly #inOrder: Iterator<ExpectedCase>;
  #next: IteratorResult<ExpectedCase, unknown>;
  /** How many came in order, before the first that did not. */
  #taken = 0;
  #lost: { readonly at: LinePlace; readonly waiting: Map<string, ExpectedCase> } | undefined;
  #isUnexpected = false;

  constructor(scenarios: () => Iterable<CasePoint>, variants: number) {
    this.#scenarios = scenarios;
    this.#variants = variants;
    this.#inOrder = casesOf(scenarios, variants);
    this.#next = this.#inOrder.next();
  }

  /** The case that comes next, as long as they come in order. */
  get next(): ExpectedCase | undefined {
    return this.#lost !== undefined || this.#next.done === true ? undefined : this.#next.value;
  }

  /** The scenario of a conversation, once; undefined where the case is not expected, or not any more. */
  take({ scenario_id, variant }: Conversation, at: LinePlace): CasePoint | undefined {
    if (this.#lost === undefined) {
      const { done, value } = this.#next;
      if (done !== true && value.point.scenario_id === scenario_id && value.variant === variant) {
        this.#taken++;
        this.#next = this.#inOrder.next();
        return value.point;
      }
      this.#lost = { at, waiting: this.#untaken() };
    }
    const key = keyOf(scenario_id, variant);
    const found = this.#lost.waiting.get(key);
    this.#lost.waiting.delete(key);
    this.#isUnexpected ||= found === undefined;
    return found?.point;
  }

  /** What did not come, or came in another order. */
  *findings(): Generator<DatasetFinding> {
    const left = this.#lost === undefined ? this.#rest() : this.#lost.waiting.values();
    let isMissing = false;
    for (const { point, variant } of left) {
      isMissing = true;
      const message = `Variant ${variant} of the scenario ${point.scenario_id} (${point.domain}, ${point.behavior}) is not covered.`;
      yield findingAt({ file: HEADERS.dataset, line: 1 }, 'missing', message);
    }
    if (this.#lost === undefined || isMissing || this.#isUnexpected) return;
    yield findingAt(
      this.#lost.at,
      'order',
      'From here on conversations are in another order than scenarios are.',
    );
  }

  #untaken(): Map<string, ExpectedCase> {
    const waiting = new Map<string, ExpectedCase>();
    let position = 0;
    for (const each of casesOf(this.#scenarios, this.#variants)) {
      if (position++ >= this.#taken) waiting.set(keyOf(each.point.scenario_id, each.variant), each);
    }
    return waiting;
  }

  *#rest(): Generator<ExpectedCase> {
    for (let next = this.#next; next.done !== true; next = this.#inOrder.next()) yield next.value;
  }
}

function keyOf(scenarioId: string, variant: number): string {
  return `${scenarioId} ${variant}`;
}

function* casesOf(
  scenarios: () => Iterable<CasePoint>,
  variants: number,
): Generator<ExpectedCase, undefined> {
  for (const point of scenarios()) {
    for (let variant = 0; variant < variants; variant++) yield { point, variant };
  }
}
