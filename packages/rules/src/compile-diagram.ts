import type { Steps } from '@covergrid/core';
import { AND, buildCondition, buildTuples } from './condition-diagram.ts';
import { DiagramFates } from './diagram-fates.ts';
import { DiagramForest, type LabelOperation } from './diagram-forest.ts';
import { noExceptions, type Exceptions } from './exceptions.ts';
import type { GridTerms } from './grid-terms.ts';
import { countBelow, extractDiagram, type LayeredDiagram } from './layered-diagram.ts';
import { buildCandidates, findCandidateExceptions, findCandidateSets } from './limit-candidates.ts';
import { decideLimit, type LimitDecision } from './limit-groups.ts';
import type { LimitTerms } from './limit-terms.ts';
import { neverBinds } from './limit-reach.ts';
import { digitsOf } from './radix.ts';
import { ROWS_A_STEP } from './rows-a-step.ts';
import { SetRows } from './set-rows.ts';

/**
 * Compiles rules into one labelled diagram, rule by rule, each kept minimal.
 *
 * @throws NodeCapReached where a diagram would need more nodes than allowed
 */
export function* compileDiagram(terms: GridTerms, nodeCap: number): Steps<DiagramFates> {
  const { radices } = terms;
  const counts = { matched: terms.rules.map(() => 0), reached: terms.rules.map(() => 0) };
  let forest = new DiagramForest(radices, nodeCap);
  let root = forest.constant(0);
  let live = 0;
  let exceptions = noExceptions();

  for (const rule of terms.applied) {
    // Intermediate nodes pile up; what is live is copied out when they dominate.
    if (forest.nodes > 4 * live + nodeCap / 8) [forest, root, live] = transplant(forest, root, nodeCap);
    const matching = yield* buildCondition(forest, rule.condition);
    counts.matched[rule.label - 1] = countLabel(extractDiagram(forest, matching), 1);
    let dropped = matching;
    if (rule.kind === 'limit') {
      const applied = yield* applyLimit(forest, root, matching, rule.limit, exceptions, terms);
      counts.reached[rule.label - 1] = applied.reached;
      ({ dropped, exceptions } = applied);
    }
    root = yield* forest.apply(root, dropped, dropLabelled(rule.label));
    yield;
  }
  const diagram = extractDiagram(forest, root);
  const fates = yield* DiagramFates.of(diagram, exceptions, counts);
  for (const rule of terms.rules) {
    // What an exclude rule reaches it drops.
    if (rule.kind === 'exclude') counts.reached[rule.label - 1] = fates.totals[rule.label]!;
  }
  return fates;
}

function dropLabelled(rule: number): LabelOperation {
  return {
    combine: (label, drops) => (label === 0 && drops === 1 ? rule : label),
    leftAbsorbs: (label) => label !== 0,
    rightYields: (drops) => drops === 0,
  };
}

function countLabel(diagram: LayeredDiagram, label: number): number {
  return countBelow(diagram, (other) => other === label)[0]![0]!;
}

function* applyLimit(
  forest: DiagramForest,
  root: number,
  matching: number,
  limit: LimitTerms,
  exceptions: Exceptions,
  { dimensions, seed, radices }: GridTerms,
): Steps<{ reached: number; dropped: number; exceptions: Exceptions }> {
  const candidates = yield* buildCandidates(forest, root, matching, limit);
  const positions = yield* findCandidateExceptions(radices, limit, exceptions);
  if (yield* neverBinds(candidates, limit, exceptions, positions)) {
    const inDiagram = candidates.below.reduce((sum, below) => sum + below[0]![0]!, 0);
    return { reached: inDiagram + positions.length, dropped: forest.constant(0), exceptions };
  }
  const sets = yield* findCandidateSets(candidates, limit, exceptions, positions);
  const retained: number[] = [];
  const kept = new Set<number>();
  const decision = yield* decideLimit(limit, sets, dimensions, seed, (set, places) => {
    const rows = new SetRows(candidates, limit, set, exceptions);
    for (const place of places) {
      const member = rows.at(place);
      if ('row' in member) retained.push(member.row);
      else kept.add(member.exception);
    }
  });
  if (decision.cappedGroups.length === 0) {
    return { reached: decision.reached, dropped: forest.constant(0), exceptions };
  }
  const dropped = decision.isCappedThroughout
    ? matching
    : yield* forest.apply(matching, buildTuples(forest, limit.per, decision.cappedGroups), AND);
  const losers = positions.filter((position) => !kept.has(position));
  const relabelled = yield* dropExceptions(exceptions, losers, decision, limit, radices);
  return {
    reached: decision.reached,
    dropped,
    exceptions: exceptions.with(relabelled, Float64Array.from(retained), limit.label),
  };
}

/** Of the candidates that an earlier limit retained and this one did not take, those whose group is capped. */
function* dropExceptions(
  exceptions: Exceptions,
  losers: readonly number[],
  decision: LimitDecision,
  limit: LimitTerms,
  radices: readonly number[],
): Steps<Map<number, number>> {
  const relabelled = new Map<number, number>();
  if (losers.length === 0) return relabelled;
  const capped = new Set(decision.cappedGroups.map((group) => group.join()));
  const digits = new Uint16Array(radices.length);
  for (const [i, position] of losers.entries()) {
    if (i % ROWS_A_STEP === 0) yield;
    digitsOf(radices, exceptions.rows[position]!, digits);
    if (capped.has(limit.per.map((layer) => digits[layer]).join())) relabelled.set(position, limit.label);
  }
  return relabelled;
}

function transplant(forest: DiagramForest, root: number, nodeCap: number): [DiagramForest, number, number] {
  const fresh = new DiagramForest(forest.radices, nodeCap);
  const memos = forest.radices.map(() => new Map<number, number>());
  const copy = (layer: number, node: number): number => {
    if (layer === forest.radices.length) return node;
    const known = memos[layer]!.get(node);
    if (known !== undefined) return known;
    const children = forest.childrenOf(layer, node).map((child) => copy(layer + 1, child));
    const made = fresh.intern(layer, children);
    memos[layer]!.set(node, made);
    return made;
  };
  const moved = copy(0, root);
  return [fresh, moved, fresh.nodes];
}
