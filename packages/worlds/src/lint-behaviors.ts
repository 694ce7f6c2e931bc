import { didYouMean, quoted, type ErrorCode, type Issue } from '@covergrid/core';
import { FindingList, type ConfigPath } from '@covergrid/core/config';
import type { AgentAct, Behaviors } from './behaviors-schema.ts';
import { DEALT_ACTS } from './dealt-acts.ts';
import { RESERVED_NAMES } from './lint-context.ts';
import { notInTaxonomy } from './not-in-taxonomy.ts';
import { parsePhrase } from './phrase.ts';
import type { VerticalSources } from './vertical.ts';

type Conduct = Behaviors['behaviors'][number];
type Deals = Omit<Conduct['deals'], 'attack_order'>;

/** Which acts say what a behavior is dealt. */
const ACTS_OF: Readonly<Record<keyof Deals, readonly string[]>> = {
  missing: ['missing-supply'],
  slip: ['slip-first', 'slip-correct'],
  constraints: ['constraint'],
  attack: ['attack-open', 'attack-press'],
};

/** Checks how customers act: against the taxonomy, and against what there are words for. */
export function lintBehaviors(sources: VerticalSources): Issue[] {
  return new BehaviorLint(sources).run();
}

class BehaviorLint {
  private readonly sources: VerticalSources;
  private readonly behaviors: Behaviors;
  private readonly findings: FindingList;
  /** Acts that somebody has words for. */
  private readonly acts: ReadonlySet<string>;

  constructor(sources: VerticalSources) {
    this.sources = sources;
    this.behaviors = sources.behaviors.value;
    this.findings = new FindingList(sources.behaviors.document);
    this.acts = new Set([
      ...DEALT_ACTS,
      ...Object.keys(this.behaviors.acts),
      ...sources.playbooks.flatMap(({ value }) => Object.keys(value.wording.acts)),
    ]);
  }

  run(): Issue[] {
    const known = this.sources.taxonomy.behaviors.map(({ id }) => id);
    const seen = new Set<string>();
    for (const [index, conduct] of this.behaviors.behaviors.entries()) {
      const path: ConfigPath = ['behaviors', index];
      const { id } = conduct;
      if (!known.includes(id))
        this.add('CONFIG_UNKNOWN_BEHAVIOR', [...path, 'id'], notInTaxonomy('behavior', id, known));
      if (seen.has(id)) this.add('CONFIG_DUPLICATE_ID', [...path, 'id'], `There is a second ${quoted(id)}.`);
      seen.add(id);
      this.conduct(conduct, path);
    }
    const lacking = known.filter((id) => !seen.has(id)).map((id) => quoted(id));
    if (lacking.length > 0)
      this.add(
        'PLAYBOOK_INCOMPLETE',
        ['behaviors'],
        `There is no plan for the behavior: ${lacking.join(', ')}.`,
      );
    const [from, to] = this.behaviors.clock;
    if (from > to) this.add('CONFIG_BAD_RANGE', ['clock'], `The clock ends at ${to}, before it begins.`);
    this.keysOfActs();
    this.slots();
    return this.findings.issues();
  }

  private conduct({ id, deals, plans }: Conduct, path: ConfigPath): void {
    const used = new Set<string>();
    for (const [index, { turns }] of plans.entries()) {
      const at = [...path, 'plans', index];
      const said = new Set<string>();
      for (const [turn, { acts, agent }] of turns.entries()) {
        this.reply(agent, deals, [...at, 'turns', turn, 'agent']);
        for (const [position, entry] of acts.entries()) {
          const act = typeof entry === 'string' ? entry : entry.act;
          said.add(act);
          used.add(act);
          if (!this.acts.has(act))
            this.add(
              'CONFIG_UNKNOWN_NAME',
              [...at, 'turns', turn, 'acts', position],
              `Nothing has words for the act ${quoted(act)}.${didYouMean(act, this.acts)}`,
            );
        }
      }
      if (!said.has('request'))
        this.add('PLAYBOOK_INCOMPLETE', at, 'The plan has no `request`: nobody would know what is asked.');
      if (turns.every(({ agent }) => agent !== 'answer'))
        this.add('PLAYBOOK_INCOMPLETE', at, 'The plan has no turn with `agent: answer`.');
    }
    for (const [part, acts] of Object.entries(ACTS_OF) as [keyof Deals, readonly string[]][]) {
      const isDealt = Number(deals[part]) > 0;
      const isSaid = acts.some((act) => used.has(act));
      if (isDealt === isSaid) continue;
      const names = acts.map((act) => `\`${act}\``).join(' or ');
      this.add(
        'PLAYBOOK_CONTRADICTION',
        [...path, isDealt ? 'deals' : 'plans'],
        isDealt
          ? `${quoted(id)} is dealt ${quoted(part)}, but no plan has ${names}, which says it.`
          : `A plan of ${quoted(id)} has ${names}, but \`deals\` gives it no ${quoted(part)}.`,
      );
    }
  }

  /** What the agent does has a reference reply: of the case, or else one that holds in every domain. */
  private reply(agent: AgentAct, deals: Deals, path: ConfigPath): void {
    if (agent === 'wait' || agent === 'answer' || Object.hasOwn(this.behaviors.replies, agent)) return;
    if (agent === 'clarify' && deals.missing) return;
    const attacks = this.sources.playbooks.flatMap(({ value }) => value.attacks);
    if (agent === 'refuse' && deals.attack && attacks.every(({ refusals }) => refusals !== undefined)) return;
    this.add(
      'PLAYBOOK_INCOMPLETE',
      path,
      `There is no reference reply for it: write some under \`replies: {${agent}: [...]}\`.`,
    );
  }

  /** Words by key are for values of styles, bins or circumstances; under any other key nobody says them. */
  private keysOfActs(): void {
    const { taxonomy, playbooks } = this.sources;
    const known = [
      ...Object.values(this.behaviors.styles).flatMap((weights) => Object.keys(weights)),
      ...taxonomy.axes.flatMap(({ bins }) => bins.map(({ id }) => id)),
      ...playbooks.flatMap(({ value }) => value.circumstances.map(({ id }) => id)),
    ];
    for (const [act, phrases] of Object.entries(this.behaviors.acts)) {
      if (Array.isArray(phrases)) continue;
      for (const key of Object.keys(phrases))
        if (!known.includes(key))
          this.add(
            'PLAYBOOK_UNREACHABLE',
            ['acts', act, key],
            `${quoted(key)} is no value of a style, no bin and no circumstance: nobody would say these.${didYouMean(key, known)}`,
            'key',
          );
    }
  }

  /** A phrase of all domains may name what some have; what none has, nobody ever says. */
  private slots(): void {
    const { playbooks } = this.sources;
    if (playbooks.length === 0) return;
    const known = new Set([
      ...RESERVED_NAMES,
      ...playbooks.flatMap(({ value }) => [
        ...value.world.flatMap(({ name }) => name ?? []),
        ...Object.keys(value.facts),
      ]),
    ]);
    for (const part of ['acts', 'replies'] as const)
      for (const [act, phrases] of Object.entries(this.behaviors[part]))
        for (const { keys, text } of phraseTexts(phrases))
          for (const { path } of parsePhrase(text).phrase?.slots ?? [])
            if (!known.has(path[0]))
              this.add(
                'CONFIG_UNKNOWN_NAME',
                [part, act, ...keys],
                `No playbook has the name ${quoted(path[0])} that a slot wants.${didYouMean(path[0], known)}`,
              );
  }

  private add(code: ErrorCode, path: ConfigPath, message: string, target: 'key' | 'value' = 'value'): void {
    this.findings.add(code, path, target, () => message);
  }
}

/** Phrases for all, or by key, each with what leads to it. */
function phraseTexts(
  phrases: Behaviors['acts'][string],
): readonly { readonly keys: readonly (string | number)[]; readonly text: string }[] {
  if (Array.isArray(phrases)) return phrases.map((text, index) => ({ keys: [index], text }));
  return Object.entries(phrases).flatMap(([key, texts]) =>
    texts.map((text, index) => ({ keys: [key, index], text })),
  );
}
