import { formatCount, quoted, type Issue } from '@covergrid/core';
import { FindingList, type ConfigDocument, type ConfigPath } from '@covergrid/core/config';
import { canonicalTrait } from './canonical-taxonomy.ts';
import { checkRanges } from './check-ranges.ts';
import { listOf } from './list-of.ts';
import { unknownName } from './name-list.ts';
import { isReservedWord } from './reserved-words.ts';
import type { Axis, Taxonomy } from './taxonomy-schema.ts';

const MAX_SCENARIOS = 2n ** 53n;
/** Each cell has its own account in the manifest. */
const MAX_CELLS = 100_000;

/** All that is wrong with the content of a taxonomy whose shape is valid; places are those of its document. */
export function checkTaxonomy(taxonomy: Taxonomy, document: ConfigDocument): Issue[] {
  const findings = new FindingList(document);
  for (const [list, kind] of [
    ['domains', 'domain'],
    ['behaviors', 'behavior'],
    ['axes', 'axis'],
  ] as const) {
    checkDuplicateIds(taxonomy[list], [list], kind, findings);
  }
  for (const [index, axis] of taxonomy.axes.entries()) checkAxis(axis, ['axes', index], findings);
  checkTraits(taxonomy, findings);
  checkSize(taxonomy, findings);
  return findings.issues();
}

/** Reports each entry whose id an earlier entry of the list has. */
export function checkDuplicateIds(
  entries: readonly { readonly id: string }[],
  path: ConfigPath,
  kind: string,
  findings: FindingList,
): void {
  const seen = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id)) {
      findings.add(
        'CONFIG_DUPLICATE_ID',
        [...path, index, 'id'],
        'value',
        () => `The ${kind} ${quoted(id)} stands here a second time.`,
      );
    }
    seen.add(id);
  }
}

function checkAxis(axis: Axis, path: ConfigPath, findings: FindingList): void {
  if (isReservedWord(axis.id)) {
    findings.add(
      'CONFIG_RESERVED_NAME',
      [...path, 'id'],
      'value',
      () => `No axis may be called ${quoted(axis.id)}: it is a word of the rule language.`,
    );
  }
  if (axis.bins.length === 0) {
    findings.add(
      'CONFIG_EMPTY_AXIS',
      [...path, 'bins'],
      'value',
      () => `The axis ${quoted(axis.id)} has no bins.`,
    );
  }
  checkDuplicateIds(axis.bins, [...path, 'bins'], `bin of ${quoted(axis.id)}`, findings);
  checkRanges(axis, path, findings);
}

function checkTraits(taxonomy: Taxonomy, findings: FindingList): void {
  const domains = new Set(taxonomy.domains.map(({ id }) => id));
  const behaviors = new Set(taxonomy.behaviors.map(({ id }) => id));
  const seen = new Set<string>();
  for (const [index, trait] of taxonomy.traits.entries()) {
    const path = ['traits', index];
    for (const [key, known, code] of [
      ['domain', domains, 'CONFIG_UNKNOWN_DOMAIN'],
      ['behavior', behaviors, 'CONFIG_UNKNOWN_BEHAVIOR'],
    ] as const) {
      for (const [position, id] of listOf(trait[key]).entries()) {
        const at = Array.isArray(trait[key]) ? [...path, key, position] : [...path, key];
        if (!known.has(id)) findings.add(code, at, 'value', () => unknownName(key, id, known));
      }
    }
    const { description: _, ...cells } = canonicalTrait(trait);
    const identity = JSON.stringify(cells);
    if (seen.has(identity)) {
      findings.add(
        'CONFIG_DUPLICATE_ID',
        [...path, 'id'],
        'value',
        () => `The trait ${quoted(trait.id)} is given to the same cells a second time.`,
      );
    }
    seen.add(identity);
  }
}

function checkSize(taxonomy: Taxonomy, findings: FindingList): void {
  const cells = taxonomy.domains.length * taxonomy.behaviors.length;
  if (cells > MAX_CELLS) {
    findings.add(
      'GRID_TOO_LARGE',
      ['domains'],
      'key',
      () =>
        `${formatCount(taxonomy.domains.length)} domains × ${formatCount(taxonomy.behaviors.length)} behaviors are more than ${formatCount(MAX_CELLS)} cells.`,
    );
  }
  const sizes = [
    taxonomy.domains.length,
    taxonomy.behaviors.length,
    ...taxonomy.axes.map(({ bins }) => bins.length),
  ];
  const scenarios = sizes.reduce((product, size) => product * BigInt(size), 1n);
  if (scenarios > MAX_SCENARIOS) {
    findings.add(
      'GRID_TOO_LARGE',
      ['axes'],
      'key',
      () => `The grid ${sizes.join(' × ')} has more than 2^53 scenarios.`,
    );
  }
}
