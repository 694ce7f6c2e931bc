import { quoted } from '@covergrid/core';
import type { ConfigPath } from '@covergrid/core/config';
import { sessionVariants } from './compile-playbook.ts';
import type { KnownNames } from './known-names.ts';
import type { Playbook } from './playbook-schema.ts';
import { RESERVED_NAMES, without, type LintContext } from './lint-context.ts';

/** Checks what a world is made of, in order; gives the names that a finished world and its facts have. */
export function lintWorld(context: LintContext): KnownNames {
  checkAxes(context);
  checkCircumstances(context);
  return checkFacts(context, checkWorld(context));
}

function checkAxes(context: LintContext): void {
  const { findings, playbook } = context;
  const seen = new Map<string, string>();
  findings.lacks(['axes'], 'meaning of the axis', without([...context.axes.keys()], playbook.axes));
  for (const [axis, { draws }] of Object.entries(playbook.axes)) {
    const bins = context.axes.get(axis);
    if (bins === undefined) {
      findings.unknown('axis', axis, context.axes.keys(), ['axes', axis], 'key');
      continue;
    }
    for (const [name, ranges] of Object.entries(draws)) {
      const path = ['axes', axis, 'draws', name];
      const other = seen.get(name);
      if (other !== undefined)
        findings.add(
          'CONFIG_DUPLICATE_ID',
          path,
          'key',
          `${quoted(name)} is drawn for ${quoted(other)} already.`,
        );
      seen.set(name, axis);
      for (const [bin, [from, to]] of Object.entries(ranges)) {
        if (!bins.has(bin)) findings.unknown('bin', bin, bins, [...path, bin], 'key');
        if (from > to)
          findings.add(
            'CONFIG_BAD_RANGE',
            [...path, bin],
            'value',
            `The range ends at ${to}, before it begins.`,
          );
      }
    }
    checkBinsShow(context, axis, bins);
  }
}

/** Each bin has to leave a trace: a number drawn for it, words of its own, or a class of the decision table. */
function checkBinsShow(context: LintContext, axis: string, bins: ReadonlySet<string>): void {
  const { playbook, findings } = context;
  if (Object.values(context.vertical.decisionTable.value.classes).some((column) => column.axis === axis))
    return;
  const draws = Object.values(playbook.axes[axis]?.draws ?? {});
  const acts = Object.values(playbook.wording.acts).filter((phrases) => !Array.isArray(phrases));
  const unsaid = [...bins].filter((bin) => ![...draws, ...acts].some((part) => Object.hasOwn(part, bin)));
  if (unsaid.length > 0)
    findings.add(
      'PLAYBOOK_BIN_UNSAID',
      ['axes', axis],
      'key',
      `Nothing expresses ${unsaid.map((bin) => quoted(bin)).join(', ')}: no number is drawn for it, and no act has words for it.`,
    );
}

function checkCircumstances(context: LintContext): void {
  const known: KnownNames = new Map<string, ReadonlySet<string> | undefined>([
    ...[...context.axes.keys()].map((axis) => [axis, undefined] as const),
    ['behavior', undefined],
    ['bin', new Set(context.axes.keys())],
  ]);
  context.checkUnique(context.playbook.circumstances, ['circumstances']);
  for (const [index, { when }] of context.playbook.circumstances.entries())
    context.findings.condition(when, ['circumstances', index, 'when'], known);
}

/** Checks the steps, each against the names before it; gives the names that a finished world has. */
function checkWorld(context: LintContext): Map<string, ReadonlySet<string> | undefined> {
  const draws = Object.values(context.playbook.axes).flatMap((axis) => Object.keys(axis.draws));
  const known = new Map<string, ReadonlySet<string> | undefined>([
    ['now', undefined],
    ['behavior', undefined],
    ['technique', undefined],
    ['circumstance', undefined],
    ['bin', new Set(context.axes.keys())],
    ['draw', new Set(draws)],
  ]);
  lintSteps(context, context.playbook.world, ['world'], known);
  return known;
}

/** Checks steps, each against the names before it, and adds the names that they give. */
export function lintSteps(
  context: LintContext,
  steps: Playbook['world'],
  place: ConfigPath,
  known: Map<string, ReadonlySet<string> | undefined>,
): void {
  const { findings } = context;
  for (const [index, step] of steps.entries()) {
    const path = [...place, index];
    findings.condition(step.when, [...path, 'when'], known);
    let fields: ReadonlySet<string> | undefined;
    if ('make' in step) {
      findings.formulas(step.with, [...path, 'with'], known);
      fields = context.fieldsOf(step.make, [...path, 'make']);
    } else if ('event' in step) {
      findings.formula(step.target, [...path, 'target'], known);
      findings.formula(step.at, [...path, 'at'], known);
      findings.formulas(step.args, [...path, 'args'], known);
      fields = context.checkEvent(step.event, step.args, [...path]);
      context.checkEventNeeds(step.event, step, step.args, path);
    } else findings.formula(step.value, [...path, 'value'], known);
    if (step.name === undefined) continue;
    if (RESERVED_NAMES.includes(step.name) || context.axes.has(step.name))
      findings.add(
        'CONFIG_RESERVED_NAME',
        [...path, 'name'],
        'value',
        `${quoted(step.name)} is a name that every world has.`,
      );
    // A name may be given again, by another variant of a step.
    known.set(step.name, 'value' in step ? undefined : fields);
  }
}

function checkFacts(
  context: LintContext,
  built: ReadonlyMap<string, ReadonlySet<string> | undefined>,
): KnownNames {
  const { findings, playbook } = context;
  const known = new Map(built);
  const variants = sessionVariants(playbook.session);
  for (const [index, { when, gives }] of variants.entries()) {
    const path = Array.isArray(playbook.session) ? ['session', index] : ['session'];
    findings.condition(when, [...path, 'when'], known);
    findings.formulas(gives, Array.isArray(playbook.session) ? [...path, 'gives'] : path, known);
  }
  known.set('session', new Set(variants.flatMap(({ gives }) => Object.keys(gives))));
  const earlier = new Set<string>();
  known.set('facts', earlier);
  for (const [fact, formula] of Object.entries(playbook.facts)) {
    if (built.has(fact) || RESERVED_NAMES.includes(fact))
      findings.add(
        'CONFIG_RESERVED_NAME',
        ['facts', fact],
        'key',
        `${quoted(fact)} is a name of the world already.`,
      );
    findings.formula(formula, ['facts', fact], known);
    known.set(fact, undefined);
    earlier.add(fact);
  }
  known.set('slip', new Set(['first', 'last']));
  return known;
}
