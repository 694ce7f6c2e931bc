import { quoted } from '@covergrid/core';
import type { ConfigPath } from '@covergrid/core/config';
import { isOptional } from '@covergrid/testdata';
import { Findings, type KnownNames } from './known-names.ts';
import type { Source } from './load.ts';
import type { Playbook } from './playbook-schema.ts';
import type { VerticalSources } from './vertical.ts';

/** Names that every world has; a step of a world or a fact may not take one. */
export const RESERVED_NAMES: readonly string[] = [
  'now',
  'behavior',
  'technique',
  'circumstance',
  'bin',
  'draw',
  'session',
  'facts',
  'slip',
];

/** What the checks of one playbook share. */
export class LintContext {
  readonly findings: Findings;
  readonly playbook: Playbook;
  readonly vertical: VerticalSources;
  /** The bins of each axis. */
  readonly axes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly policies: ReadonlySet<string>;
  readonly facts: ReadonlySet<string>;
  /** What classes, overrides and clauses see: facts, and nothing else. */
  readonly factNames: KnownNames;

  constructor({ value: playbook, document }: Source<Playbook>, vertical: VerticalSources) {
    this.playbook = playbook;
    this.vertical = vertical;
    this.findings = new Findings(document);
    this.axes = new Map(
      vertical.taxonomy.axes.map(({ id, bins }) => [id, new Set(bins.map((bin) => bin.id))]),
    );
    this.policies = new Set(playbook.policies.map(({ id }) => id));
    this.facts = new Set(Object.keys(playbook.facts));
    this.factNames = new Map([
      ...[...this.facts].map((fact) => [fact, undefined] as const),
      ['facts', this.facts],
    ]);
  }

  fieldsOf(entity: string, path: ConfigPath): ReadonlySet<string> | undefined {
    const { entities } = this.vertical.domain.model;
    const found = entities.find(({ id }) => id === entity);
    if (found !== undefined)
      return new Set([
        ...Object.keys(found.fields),
        ...Object.keys(found.derived),
        ...Object.keys(found.types),
      ]);
    this.findings.unknown(
      'entity',
      entity,
      entities.map(({ id }) => id),
      path,
      'value',
    );
    return undefined;
  }

  checkEvent(
    name: string,
    args: Readonly<Record<string, unknown>> | undefined,
    path: ConfigPath,
  ): ReadonlySet<string> | undefined {
    const [entity = '', event = ''] = name.split('.');
    const fields = this.fieldsOf(entity, [...path, 'event']);
    const events = this.vertical.domain.model.entities.find(({ id }) => id === entity)?.events;
    if (events === undefined) return fields;
    const found = Object.hasOwn(events, event) ? events[event] : undefined;
    if (found === undefined)
      this.findings.unknown(
        `event of ${quoted(entity)}`,
        event,
        Object.keys(events),
        [...path, 'event'],
        'value',
      );
    else
      for (const argument of Object.keys(args ?? {}))
        if (!Object.hasOwn(found.arguments, argument))
          this.findings.unknown(
            `argument of ${quoted(name)}`,
            argument,
            Object.keys(found.arguments),
            [...path, 'args', argument],
            'key',
          );
    return fields;
  }

  /** An event needs each argument that is not optional, and a target unless it makes its record. */
  checkEventNeeds(
    name: string,
    { target }: { readonly target?: unknown },
    args: Readonly<Record<string, unknown>> | undefined,
    path: ConfigPath,
  ): void {
    const [entity = '', event = ''] = name.split('.');
    const events = this.vertical.domain.model.entities.find(({ id }) => id === entity)?.events ?? {};
    const found = Object.hasOwn(events, event) ? events[event] : undefined;
    if (found === undefined) return;
    const needed = Object.entries(found.arguments).filter(([, type]) => !isOptional(type));
    const lacking = without(
      needed.map(([argument]) => argument),
      args ?? {},
    );
    this.findings.lacks([...path, 'args'], `argument that ${quoted(name)} needs`, lacking);
    if (found.creates === (target !== undefined))
      this.findings.add(
        'PLAYBOOK_CONTRADICTION',
        [...path, found.creates ? 'target' : 'event'],
        'value',
        found.creates
          ? `${quoted(name)} makes its record and takes no target.`
          : `${quoted(name)} needs a target: the key of the record it happens to.`,
      );
  }

  checkPolicy(policy: string, path: ConfigPath): void {
    if (!this.policies.has(policy)) this.findings.unknown('policy', policy, this.policies, path, 'value');
  }

  checkUnique(entries: readonly { readonly id: string }[], path: ConfigPath, field = 'id'): void {
    const seen = new Set<string>();
    for (const [index, { id }] of entries.entries()) {
      if (seen.has(id))
        this.findings.add(
          'CONFIG_DUPLICATE_ID',
          [...path, index, field],
          'value',
          `${quoted(id)} stands here a second time.`,
        );
      seen.add(id);
    }
  }
}

/** The names that a record does not have. */
export function without(names: readonly string[], record: object): string[] {
  return names.filter((name) => !Object.hasOwn(record, name));
}
