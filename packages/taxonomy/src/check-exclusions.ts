import { didYouMean, quoted, type Issue } from '@covergrid/core';
import { FindingList, type ConfigDocument, type ConfigPath } from '@covergrid/core/config';
import semver from 'semver';
import { checkDuplicateIds } from './check-taxonomy.ts';
import type { Exclusions, LimitRule, Predicate, Selector } from './exclusions-schema.ts';
import { knownNames, type KnownNames } from './known-names.ts';
import { listOf } from './list-of.ts';
import { nameList, unknownName } from './name-list.ts';
import { predicateEntries } from './predicate-entries.ts';
import { isReservedWord } from './reserved-words.ts';
import type { Taxonomy } from './taxonomy-schema.ts';

/** All that is wrong with exclusions of valid shape, held against the taxonomy they are for. */
export function checkExclusions(
  exclusions: Exclusions,
  document: ConfigDocument,
  taxonomy: Taxonomy,
): Issue[] {
  const findings = new FindingList(document);
  checkDuplicateIds(exclusions.rules, ['rules'], 'rule', findings);
  if (exclusions.taxonomy.id !== taxonomy.id) {
    findings.add(
      'CONFIG_VERSION_MISMATCH',
      ['taxonomy', 'id'],
      'value',
      () =>
        `These exclusions are for taxonomy ${quoted(exclusions.taxonomy.id)}, not ${quoted(taxonomy.id)}.`,
    );
    // What they name is to be found there, not here.
    return findings.issues();
  }
  checkVersionRange(exclusions, taxonomy, findings);
  const check = new ReferenceCheck(knownNames(taxonomy), findings);
  for (const [index, rule] of exclusions.rules.entries()) {
    const path = ['rules', index];
    if ('exclude' in rule) check.predicate(rule.exclude, [...path, 'exclude']);
    else check.limit(rule, path);
  }
  return findings.issues();
}

function checkVersionRange(exclusions: Exclusions, taxonomy: Taxonomy, findings: FindingList): void {
  const { id, version } = exclusions.taxonomy;
  if (semver.validRange(version) === null) {
    findings.add(
      'CONFIG_VERSION_MISMATCH',
      ['taxonomy', 'version'],
      'value',
      () => `${quoted(version)} is no semver range; write one such as ^1.0.0.`,
    );
  } else if (!semver.satisfies(taxonomy.version, version, { includePrerelease: true })) {
    findings.add(
      'CONFIG_VERSION_MISMATCH',
      ['taxonomy', 'version'],
      'value',
      () =>
        `These exclusions are for ${quoted(id)} ${quoted(version)}; the taxonomy is ${quoted(taxonomy.version)}.`,
    );
  }
}

class ReferenceCheck {
  private readonly names: KnownNames;
  private readonly findings: FindingList;

  constructor(names: KnownNames, findings: FindingList) {
    this.names = names;
    this.findings = findings;
  }

  limit(rule: LimitRule, path: ConfigPath): void {
    this.predicate(rule.limit, [...path, 'limit']);
    for (const key of ['per', 'balance', 'spread'] as const) this.dimensions(rule[key] ?? [], [...path, key]);
    for (const [index, preferred] of (rule.prefer ?? []).entries()) {
      this.predicate(preferred, [...path, 'prefer', index]);
    }
  }

  predicate(predicate: Predicate, path: ConfigPath): void {
    for (const entry of predicateEntries(predicate)) {
      const at = [...path, entry.key];
      switch (entry.kind) {
        case 'members':
          for (const [index, member] of entry.members.entries()) this.predicate(member, [...at, index]);
          break;
        case 'negation':
          this.predicate(entry.member, at);
          break;
        case 'selector':
          this.selector(entry.key, entry.selector, at);
      }
    }
  }

  private selector(key: string, selector: Selector, path: ConfigPath): void {
    const known = this.names.get(key);
    if (known === undefined) {
      this.findings.add('CONFIG_UNKNOWN_AXIS', path, 'key', () => unknownName('axis', key, this.axes()));
      return;
    }
    // An axis without bins is told as such.
    if (known.ids.size === 0 && known.code === 'CONFIG_UNKNOWN_BIN') return;
    const isNegated = typeof selector === 'object' && !Array.isArray(selector);
    const ids = isNegated ? selector.not : selector;
    const base = isNegated ? [...path, 'not'] : path;
    for (const [index, id] of listOf(ids).entries()) {
      if (known.ids.has(id)) continue;
      const at = typeof ids === 'string' ? base : [...base, index];
      this.findings.add(known.code, at, 'value', () =>
        known.code === 'CONFIG_UNKNOWN_BIN'
          ? `Axis ${quoted(key)} has no bin ${quoted(id)}; it has ${nameList([...known.ids])}.${didYouMean(id, known.ids)}`
          : unknownName(key, id, known.ids),
      );
    }
  }

  private dimensions(ids: readonly string[], path: ConfigPath): void {
    const seen = new Set<string>();
    for (const [index, id] of ids.entries()) {
      const at = [...path, index];
      if (seen.has(id)) {
        this.findings.add(
          'CONFIG_DUPLICATE_ID',
          at,
          'value',
          () => `${quoted(id)} stands here a second time.`,
        );
      } else if (id === 'trait') {
        const message = 'A trait is no dimension: name domain, behavior or an axis.';
        this.findings.add('CONFIG_UNKNOWN_AXIS', at, 'value', () => message);
      } else if (!this.names.has(id)) {
        const known = ['domain', 'behavior', ...this.axes()];
        this.findings.add('CONFIG_UNKNOWN_AXIS', at, 'value', () => unknownName('dimension', id, known));
      }
      seen.add(id);
    }
  }

  private axes(): string[] {
    return [...this.names.keys()].filter((name) => !isReservedWord(name));
  }
}
