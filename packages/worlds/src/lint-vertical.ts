import { quoted, type Issue } from '@covergrid/core';
import { FindingList, type ConfigPath } from '@covergrid/core/config';
import { lintDecisionTable } from './decision-table.ts';
import { lintBehaviors } from './lint-behaviors.ts';
import { lintPlaybook } from './lint-playbook.ts';
import { notInTaxonomy } from './not-in-taxonomy.ts';
import type { VerticalSources } from './vertical.ts';

/**
 * Checks the parts of a vertical against each other: the decision table and the behaviors against the taxonomy, each
 * playbook against all. Exact, and needs no world; `lintWording` and `probePlaybook` find more.
 */
export function lintVertical(sources: VerticalSources): Issue[] {
  const { decisionTable, playbooks } = sources;
  return [
    ...lintDecisionTable(decisionTable.value, decisionTable.document),
    ...lintClasses(sources),
    ...lintBehaviors(sources),
    ...lintDomains(sources),
    ...playbooks.flatMap((playbook) => lintPlaybook(playbook, sources)),
  ];
}

/** The classes of a column stand for the bins of one axis, each bin for exactly one. */
function lintClasses({ taxonomy, decisionTable: { value, document } }: VerticalSources): Issue[] {
  const findings = new FindingList(document);
  for (const [column, { axis: id, values }] of Object.entries(value.classes)) {
    const path: ConfigPath = ['classes', column];
    const axis = taxonomy.axes.find((each) => each.id === id);
    if (axis === undefined) {
      const axes = taxonomy.axes.map((each) => each.id);
      findings.add('CONFIG_UNKNOWN_AXIS', [...path, 'axis'], 'value', () => notInTaxonomy('axis', id, axes));
      continue;
    }
    const bins = axis.bins.map((bin) => bin.id);
    for (const [name, bin] of Object.entries(values))
      if (!bins.includes(bin))
        findings.add('CONFIG_UNKNOWN_BIN', [...path, 'values', name], 'value', () =>
          notInTaxonomy(`bin of ${quoted(id)}`, bin, bins),
        );
    const counts = Object.values(values);
    for (const bin of bins) {
      const count = counts.filter((each) => each === bin).length;
      if (count === 0)
        findings.add(
          'DECISION_GAP',
          [...path, 'values'],
          'key',
          () => `No class of ${quoted(column)} stands for the bin ${quoted(bin)}.`,
        );
      if (count > 1)
        findings.add(
          'DECISION_CONFLICT',
          [...path, 'values'],
          'key',
          () => `${count} classes of ${quoted(column)} stand for the bin ${quoted(bin)}.`,
        );
    }
  }
  return findings.issues();
}

/** A domain has one playbook, and each playbook a domain. */
function lintDomains({ taxonomy, playbooks }: VerticalSources): Issue[] {
  const known = taxonomy.domains.map(({ id }) => id);
  const files = new Map<string, string>();
  return playbooks.flatMap(({ value: { domain }, document }): Issue[] => {
    const at = document.place(['domain'], 'value');
    const other = files.get(domain);
    files.set(domain, document.file ?? 'another playbook');
    if (!known.includes(domain))
      return [{ code: 'CONFIG_UNKNOWN_DOMAIN', message: notInTaxonomy('domain', domain, known), at }];
    if (other === undefined) return [];
    return [
      {
        code: 'CONFIG_DUPLICATE_ID',
        message: `${quoted(domain)} has a playbook already: ${other}.`,
        hint: 'A domain has one playbook: join the two, or change the domain of one.',
        at,
      },
    ];
  });
}
