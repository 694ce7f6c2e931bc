import { quoted } from '@covergrid/core';
import type { ConfigPath } from '@covergrid/core/config';
import type { KnownNames } from './known-names.ts';
import { without, type LintContext } from './lint-context.ts';
import type { Playbook } from './playbook-schema.ts';
import type { ParameterSchema, Tool } from './tool-schema.ts';
import { holdsValue, valuesInText } from './values-in-text.ts';

/** Checks what decides, what is published, what can be done, and what the answers are. */
export function lintAnswers(context: LintContext, known: KnownNames): void {
  checkDecisions(context);
  checkPolicies(context);
  checkTools(context, known.get('session'));
  checkOutcomes(context, known);
  checkSecondIntents(context, known);
}

function checkDecisions(context: LintContext): void {
  const { findings, playbook } = context;
  const table = context.vertical.decisionTable.value;
  findings.lacks(['classes'], 'reading of the column', without(Object.keys(table.classes), playbook.classes));
  for (const [column, options] of Object.entries(playbook.classes)) {
    const path = ['classes', column];
    const known = table.classes[column];
    if (known === undefined) {
      findings.unknown('column', column, Object.keys(table.classes), path, 'key');
      continue;
    }
    const names = Object.keys(known.values);
    for (const [index, option] of options.entries()) {
      if (!names.includes(option.class))
        findings.unknown('class', option.class, names, [...path, index, 'class'], 'value');
      findings.condition(option.when, [...path, index, 'when'], context.factNames);
    }
    const read = options.map((option) => option.class);
    findings.lacks(
      path,
      'condition for the class',
      names.filter((name) => !read.includes(name)),
    );
  }
  context.checkUnique(playbook.overrides, ['overrides']);
  for (const [index, { when, outcome }] of playbook.overrides.entries()) {
    findings.condition(when, ['overrides', index, 'when'], context.factNames);
    if (!Object.hasOwn(playbook.outcomes, outcome))
      findings.unknown(
        'outcome',
        outcome,
        Object.keys(playbook.outcomes),
        ['overrides', index, 'outcome'],
        'value',
      );
  }
}

function checkPolicies(context: LintContext): void {
  const { findings, playbook } = context;
  context.checkUnique(playbook.policies, ['policies']);
  for (const [index, { quantity, title, text }] of playbook.policies.entries()) {
    if (quantity === undefined) continue;
    const path = ['policies', index, 'quantity'];
    if (!context.facts.has(quantity.fact))
      findings.unknown('fact', quantity.fact, context.facts, [...path, 'fact'], 'value');
    findings.formula(quantity.limit, [...path, 'limit'], context.factNames);
    const { limit } = quantity;
    const said = `${title}\n${text}`;
    const kinds = ['number', 'money'] as const;
    if (typeof limit === 'number' && !kinds.some((kind) => holdsLimit(said, kind, limit)))
      findings.add(
        'PLAYBOOK_CONTRADICTION',
        [...path, 'limit'],
        'value',
        `The limit is ${limit}, of which the text of the policy says nothing.`,
      );
  }
  for (const [index, clause] of playbook.clauses.entries()) {
    findings.condition(clause.when, ['clauses', index, 'when'], context.factNames);
    context.checkPolicy(clause.policy, ['clauses', index, 'policy']);
  }
  const column = context.vertical.decisionTable.value.classes['policy'];
  const names = Object.keys(column?.values ?? {});
  for (const name of Object.keys(playbook.bands))
    if (!names.includes(name)) findings.unknown('policy class', name, names, ['bands', name], 'key');
  findings.lacks(['bands'], 'band for the policy class', without(names, playbook.bands));
  checkBands(context);
}

function holdsLimit(text: string, kind: 'number' | 'money', value: number): boolean {
  return holdsValue(text, valuesInText(text), { kind, value });
}

/** No value of the governed quantity may be in two bands, and the limit parts bands from each other. */
function checkBands(context: LintContext): void {
  const bands = Object.entries(context.playbook.bands).map(([name, { min, max }]) => ({
    name,
    min: min ?? Number.NEGATIVE_INFINITY,
    max: max ?? Number.POSITIVE_INFINITY,
  }));
  for (const [index, band] of bands.entries()) {
    if (band.min > band.max)
      context.findings.add(
        'PLAYBOOK_CONTRADICTION',
        ['bands', band.name],
        'key',
        `The band of ${quoted(band.name)} is empty.`,
      );
    const limit = playbookLimit(context.playbook);
    if (limit !== undefined && band.min < limit && limit < band.max)
      context.findings.add(
        'PLAYBOOK_CONTRADICTION',
        ['bands', band.name],
        'key',
        `The limit is ${limit}, but the band of ${quoted(band.name)} goes on beyond it on both sides.`,
      );
    const other = bands.slice(0, index).find(({ min, max }) => min <= band.max && band.min <= max);
    if (other !== undefined)
      context.findings.add(
        'PLAYBOOK_CONTRADICTION',
        ['bands', band.name],
        'key',
        `The bands of ${quoted(other.name)} and ${quoted(band.name)} overlap.`,
      );
  }
}

/** The limit of the governed quantity, where it is a plain number. */
function playbookLimit({ policies }: Playbook): number | undefined {
  const limit = policies.find(({ quantity }) => quantity !== undefined)?.quantity?.limit;
  return typeof limit === 'number' ? limit : undefined;
}

function checkTools(context: LintContext, session: ReadonlySet<string> | undefined): void {
  const { findings, playbook } = context;
  const collections = new Set([
    'now',
    ...context.vertical.domain.model.entities.map(({ collection }) => collection),
  ]);
  context.checkUnique(
    playbook.tools.map(({ name: id }) => ({ id })),
    ['tools'],
    'name',
  );
  for (const [index, tool] of playbook.tools.entries()) {
    const path = ['tools', index];
    const known: KnownNames = new Map<string, ReadonlySet<string> | undefined>([
      ['args', new Set(Object.keys(tool.parameters.properties))],
      ['session', session],
      ['state', collections],
      ['now', undefined],
    ]);
    if ((tool.reads === undefined) === (tool.event === undefined))
      findings.add(
        'PLAYBOOK_CONTRADICTION',
        path,
        'value',
        `The tool ${quoted(tool.name)} must have either \`reads\` or \`event\`.`,
      );
    for (const name of tool.parameters.required ?? [])
      if (!Object.hasOwn(tool.parameters.properties, name))
        findings.unknown(
          'parameter',
          name,
          Object.keys(tool.parameters.properties),
          [...path, 'parameters', 'required'],
          'key',
        );
    for (const [guard, { when }] of (tool.requires ?? []).entries())
      findings.condition(when, [...path, 'requires', guard, 'when'], known);
    findings.formula(tool.reads, [...path, 'reads'], known);
    findings.formula(tool.target, [...path, 'target'], known);
    findings.formulas(tool.args, [...path, 'args'], known);
    checkParameters(context, tool.parameters, [...path, 'parameters']);
    if (tool.event !== undefined) {
      context.checkEvent(tool.event, tool.args ?? tool.parameters.properties, path);
      context.checkEventNeeds(tool.event, tool, tool.args ?? tool.parameters.properties, path);
    }
    findings.formula(tool.returns, [...path, 'returns'], new Map([...known, ['result', undefined]]));
  }
}

/** No bounds that nothing can keep. */
function checkParameters(context: LintContext, schema: ParameterSchema, path: ConfigPath): void {
  if (schema.type === 'array') checkParameters(context, schema.items, [...path, 'items']);
  if (schema.type === 'object')
    for (const [name, of] of Object.entries(schema.properties))
      checkParameters(context, of, [...path, 'properties', name]);
  if (schema.type !== 'integer' && schema.type !== 'number') return;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  if (minimum > maximum)
    context.findings.add(
      'CONFIG_BAD_RANGE',
      [...path, 'maximum'],
      'value',
      `The maximum ${maximum} is below the minimum ${minimum}.`,
    );
}

function checkOutcomes(context: LintContext, known: KnownNames): void {
  const { findings, playbook } = context;
  const rows = new Set<string>(context.vertical.decisionTable.value.rows.map(({ decision }) => decision));
  findings.lacks(['outcomes'], 'outcome for the decision', without([...rows], playbook.outcomes));
  for (const [name, outcome] of Object.entries(playbook.outcomes)) {
    const path = ['outcomes', name];
    if (rows.has(name) && outcome.decision !== name)
      findings.add(
        'PLAYBOOK_CONTRADICTION',
        [...path, 'decision'],
        'value',
        `The outcome ${quoted(name)} decides ${quoted(outcome.decision)}.`,
      );
    if (!rows.has(name) && !playbook.overrides.some((override) => override.outcome === name))
      findings.add(
        'PLAYBOOK_UNREACHABLE',
        path,
        'key',
        `No override and no row of the decision table gives ${quoted(name)}.`,
      );
    for (const [index, policy] of outcome.policies.entries())
      context.checkPolicy(policy, [...path, 'policies', index]);
    findings.formula(outcome.amount, [...path, 'amount'], known);
    for (const [index, { value, when }] of outcome.discloses.entries()) {
      findings.formula(value, [...path, 'discloses', index, 'value'], known);
      findings.condition(when, [...path, 'discloses', index, 'when'], known);
    }
    lintDoing(context, outcome, path, known);
    findings.phrases(outcome.replies, [...path, 'replies'], known);
    findings.phrases(outcome.criteria, [...path, 'criteria'], known);
  }
}

/** What second intents need: policies, calls, values. */
function checkSecondIntents(context: LintContext, known: KnownNames): void {
  for (const [index, intent] of context.playbook.second_intents.entries()) {
    const path = ['second_intents', index];
    for (const [place, policy] of intent.policies.entries())
      context.checkPolicy(policy, [...path, 'policies', place]);
    lintDoing(context, intent, path, known);
  }
}

/** Checks what an outcome, a grant, or the answer to a second intent does and tells. */
export function lintDoing(
  context: LintContext,
  { actions, communicates }: Pick<Playbook['outcomes'][string], 'actions' | 'communicates'>,
  path: ConfigPath,
  known: KnownNames,
): void {
  const { findings, playbook } = context;
  const tools = new Map(playbook.tools.map((tool) => [tool.name, tool]));
  for (const [index, action] of actions.entries())
    checkAction(context, action, tools.get(action.tool), [...path, 'actions', index], known);
  for (const [index, { value, when }] of communicates.entries()) {
    findings.formula(value, [...path, 'communicates', index, 'value'], known);
    findings.condition(when, [...path, 'communicates', index, 'when'], known);
  }
}

function checkAction(
  context: LintContext,
  action: Playbook['outcomes'][string]['actions'][number],
  tool: Tool | undefined,
  path: ConfigPath,
  known: KnownNames,
): void {
  const { findings } = context;
  findings.condition(action.when, [...path, 'when'], known);
  findings.formulas(action.arguments, [...path, 'arguments'], known);
  if (tool === undefined) {
    findings.unknown(
      'tool',
      action.tool,
      context.playbook.tools.map(({ name }) => name),
      [...path, 'tool'],
      'value',
    );
    return;
  }
  const parameters = Object.keys(tool.parameters.properties);
  for (const name of Object.keys(action.arguments))
    if (!parameters.includes(name))
      findings.unknown('parameter', name, parameters, [...path, 'arguments', name], 'key');
  for (const [index, name] of (action.compare ?? []).entries())
    if (!Object.hasOwn(action.arguments, name))
      findings.unknown('argument', name, Object.keys(action.arguments), [...path, 'compare', index], 'value');
  const required = tool.parameters.required ?? [];
  findings.lacks(
    [...path, 'arguments'],
    `argument of ${quoted(action.tool)}`,
    without(required, action.arguments),
  );
}
