import { CovergridError, didYouMean, printable, type ErrorCode } from '@covergrid/core';
import type { CompiledGrid } from '@covergrid/rules';
import type { Configuration } from '@covergrid/taxonomy';
import { selectedRanges } from './grid-selection.ts';
import { ScenarioIds } from './scenario-ids.ts';

/** One scenario as a listing shows it. */
export interface Scenario {
  readonly scenario_id: string;
  readonly domain: string;
  readonly behavior: string;
  readonly axes: Readonly<Record<string, string>>;
  readonly status: 'kept' | 'excluded';
  /** Id of the rule that excludes it. */
  readonly rule?: string;
}

/** Which scenarios are wanted; every part that is given has to fit. */
export interface ScenarioQuery {
  readonly domains?: readonly string[] | undefined;
  readonly behaviors?: readonly string[] | undefined;
  /** Accepted bins by axis id. */
  readonly bins?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly status?: 'kept' | 'excluded' | undefined;
  /** Id of the rule that excludes them. */
  readonly rule?: string | undefined;
}

/** Answers questions about the scenarios of one grid, from the compiled rules, without a listing. */
export class ScenarioQueries {
  readonly #configuration: Configuration;
  readonly #grid: CompiledGrid;
  readonly #ids: ScenarioIds;

  constructor(configuration: Configuration, grid: CompiledGrid) {
    this.#configuration = configuration;
    this.#grid = grid;
    this.#ids = new ScenarioIds(configuration.taxonomy.id, grid.dimensions);
  }

  /**
   * How many scenarios fit, counted without enumeration.
   *
   * @throws CONFIG_UNKNOWN_DOMAIN, CONFIG_UNKNOWN_BEHAVIOR, CONFIG_UNKNOWN_AXIS, CONFIG_UNKNOWN_BIN, USAGE for an
   *   unknown rule
   */
  count(query: ScenarioQuery): number {
    const { kept, excluded } = this.#grid.countWhere(this.#boxOf(query));
    const rule = this.#ruleIndex(query.rule);
    if (rule !== undefined) return query.status === 'kept' ? 0 : (excluded.get(rule) ?? 0);
    const dropped = [...excluded.values()].reduce((sum, count) => sum + count, 0);
    return (query.status === 'excluded' ? 0 : kept) + (query.status === 'kept' ? 0 : dropped);
  }

  /**
   * The scenarios that fit, in the order of listings, one at a time.
   *
   * @throws as {@link count}, when the first is asked for
   */
  *list(query: ScenarioQuery): Generator<Scenario> {
    const box = this.#boxOf(query);
    const rule = this.#ruleIndex(query.rule);
    const isWanted = (label: number): boolean =>
      (query.status === undefined || (query.status === 'kept') === (label === 0)) &&
      (rule === undefined || label === rule + 1);
    const isSparse = query.status === 'kept' && rule === undefined;
    const last = this.#grid.radices.length - 1;
    for (const range of selectedRanges(this.#grid, query, 'all')) {
      let row = range.from;
      while (row < range.to) {
        const found: Scenario[] = [];
        let next = range.to;
        this.#grid.walk(row, range.to, isSparse ? 'kept' : 'all', (run) => {
          for (let layer = 0; layer < last; layer++) if (box[layer]?.[run.digits[layer]!] === 0) return true;
          for (let v = run.first; v < run.end; v++) {
            const label = run.labels[run.offset + v]!;
            if (box[last]?.[v] !== 0 && isWanted(label))
              found.push(this.#scenarioAt([...run.digits.subarray(0, last), v], label));
          }
          if (found.length < 256) return true;
          next = this.#grid.rowOf(run.digits.with(last, run.end));
          return false;
        });
        yield* found;
        row = next;
      }
    }
  }

  /** The scenario with this id, or undefined where the grid has none; found without a list. */
  byId(id: string): Scenario | undefined {
    const digits = this.#ids.find(id);
    if (digits === undefined) return undefined;
    const rule = this.#grid.decide(digits);
    return this.#scenarioAt([...digits], rule === undefined ? 0 : rule + 1);
  }

  #scenarioAt(digits: readonly number[], label: number): Scenario {
    const { dimensions } = this.#grid;
    const [domain, behavior, ...bins] = dimensions.map(({ values }, i) => values[digits[i]!]!);
    return {
      scenario_id: this.#ids.idOf(digits),
      domain: domain!,
      behavior: behavior!,
      axes: Object.fromEntries(bins.map((bin, i) => [dimensions[i + 2]!.id, bin])),
      ...(label === 0
        ? { status: 'kept' as const }
        : { status: 'excluded' as const, rule: this.#configuration.exclusions.rules[label - 1]!.id }),
    };
  }

  #boxOf({ domains, behaviors, bins = {} }: ScenarioQuery): (Uint8Array | undefined)[] {
    const { dimensions } = this.#grid;
    const axes = dimensions.slice(2).map(({ id }) => id);
    const unknown = Object.keys(bins).find((id) => !axes.includes(id));
    if (unknown !== undefined) throw unknownName('CONFIG_UNKNOWN_AXIS', 'axis', unknown, axes);
    return dimensions.map(({ id, values }, i) => {
      const wanted = i === 0 ? domains : i === 1 ? behaviors : bins[id];
      if (wanted === undefined) return undefined;
      const stranger = wanted.find((value) => !values.includes(value));
      if (stranger !== undefined) {
        if (i === 0) throw unknownName('CONFIG_UNKNOWN_DOMAIN', 'domain', stranger, values);
        if (i === 1) throw unknownName('CONFIG_UNKNOWN_BEHAVIOR', 'behavior', stranger, values);
        throw unknownName('CONFIG_UNKNOWN_BIN', `bin of ${id}`, stranger, values);
      }
      return Uint8Array.from(values, (value) => Number(wanted.includes(value)));
    });
  }

  #ruleIndex(id: string | undefined): number | undefined {
    if (id === undefined) return undefined;
    const ids = this.#configuration.exclusions.rules.map((rule) => rule.id);
    const index = ids.indexOf(id);
    if (index === -1) throw unknownName('USAGE', 'rule', id, ids);
    return index;
  }
}

function unknownName(code: ErrorCode, what: string, name: string, known: readonly string[]): CovergridError {
  return new CovergridError(code, `There is no ${what} "${printable(name)}".${didYouMean(name, known)}`);
}
