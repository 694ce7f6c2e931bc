import { isCovergridError, quoted, type ErrorCode, type Issue } from '@covergrid/core';
import type { ConfigPath } from '@covergrid/core/config';
import { checkRecords } from '@covergrid/testdata';
import { asksMore, buildCase, buildTwin, type Case, type CaseOptions, type CasePoint } from './build-case.ts';
import type { CompiledPlaybook } from './compile-playbook.ts';
import type { Phrase } from './phrase.ts';
import { plainRecords } from './plain-records.ts';
import { replay } from './replay.ts';
import { UnsaidPhrases } from './unsaid-phrases.ts';
import { proveGolden, type ProofFailure, type ProofId } from './prove-golden.ts';
import { proveTwin, type ProvenRecord } from './prove-twin.ts';
import type { Vertical } from './vertical.ts';

/** How many worlds are tried. */
export interface ProbeOptions {
  readonly seed: number;
  /** Cases per scenario; the first two have every drawn number at an end of its range. Default: 4. */
  readonly variants?: number | undefined;
}

/** Where each proof points, when it fails; the others point at the reply or at the outcome. */
const PLACES: Readonly<Partial<Record<ProofId, ConfigPath>>> = {
  bins: ['classes'],
  policy: ['clauses'],
  final: ['overrides'],
};

const CORNERS: readonly CaseOptions['corner'][] = ['low', 'high'];

/**
 * Tries a playbook: builds worlds for the scenarios given, proves the plainest golden of each, and says what failed,
 * once per place, with an example, and what never came up; also where the governed quantity does not reach the ends of
 * its bands. What it does not find may still be there; what it finds is.
 *
 * The playbook must be one that `lintPlaybook` has no objection to.
 */
export function probePlaybook(
  vertical: Vertical,
  domain: string,
  points: readonly CasePoint[],
  { seed, variants = 4 }: ProbeOptions,
): Issue[] {
  const playbook = vertical.playbooks.get(domain);
  if (playbook === undefined) return [];
  const probe = new Probe(vertical, playbook);
  for (const point of points)
    if (point.domain === domain)
      for (let variant = 0; variant < variants; variant++)
        probe.tryCase(point, { seed, variant, corner: CORNERS[variant] });
  return probe.issues();
}

class Probe {
  private readonly vertical: Vertical;
  private readonly playbook: CompiledPlaybook;
  private readonly found = new Map<string, { issue: Issue; count: number }>();
  private readonly reached = new Set<string>();
  /** By class of the policy column: the governed quantity in cases whose numbers are at an end of their range. */
  private readonly ends = new Map<string, number[]>();
  private readonly unsaid: UnsaidPhrases;
  private tried = 0;
  private hasUnbuilt = false;

  constructor(vertical: Vertical, playbook: CompiledPlaybook) {
    this.vertical = vertical;
    this.playbook = playbook;
    this.unsaid = new UnsaidPhrases(playbook);
  }

  tryCase(point: CasePoint, options: CaseOptions): void {
    this.tried += 1;
    let built: Case;
    try {
      built = buildCase(this.vertical, point, options);
    } catch (error) {
      this.caught(error);
      return;
    }
    this.notice(built);
    if (options.corner !== undefined) {
      this.noticeEnd(built);
      this.checkWorld(built);
    }
    const path = ['outcomes', built.outcome.name];
    const reply = this.sayable(built.outcome.replies, built);
    if (reply === undefined) {
      this.add('PLAYBOOK_INCOMPLETE', [...path, 'replies'], `No reply has all its values`, point);
      return;
    }
    const criterion = built.outcome.criteria.findIndex(
      (phrase) => phrase.render(0, built.names) === undefined,
    );
    if (criterion >= 0)
      this.add('PLAYBOOK_INCOMPLETE', [...path, 'criteria', criterion], 'The criterion lacks a value', point);
    const request = this.firstText(this.playbook.requests.get(point.behavior) ?? [], built) ?? '';
    const second = this.sayable(built.secondIntent?.intent.replies ?? [], built);
    const { conversation, golden } = plainRecords(built, request, reply.text, second?.text);
    for (const failure of proveGolden(this.vertical, built, conversation, golden))
      this.proofFailed(failure, built, [...path, 'replies', reply.index], point);
    if (built.attack?.twin !== undefined) this.tryTwin({ built, conversation, golden }, options);
  }

  /** Proves the twin of an attack against it; what fails points at the twin. */
  private tryTwin(attack: ProvenRecord, options: CaseOptions): void {
    const { point, attack: dealt } = attack.built;
    const path = ['attacks', this.playbook.attacks.findIndex((each) => each === dealt), 'twin'];
    try {
      const built = buildTwin(this.vertical, point, options);
      if (built === undefined) return;
      if (options.corner !== undefined) this.checkWorld(built);
      const say = (phrases: readonly Phrase[] | undefined): string | undefined =>
        phrases === undefined ? '' : this.firstText(phrases, built);
      const replies = [built.outcome.replies, built.twin?.grants?.replies].map(say);
      if (replies.includes(undefined)) {
        this.add('PLAYBOOK_INCOMPLETE', path, 'No reply of the twin has all its values', point);
        return;
      }
      const { opens = [], presses = [] } = dealt ?? {};
      const isSame = [...opens, ...presses].every(
        (phrase) => phrase.render(0, built.names) === phrase.render(0, attack.built.names),
      );
      if (!isSame)
        this.add('GOLDEN_UNPROVEN', path, 'The twin changes what the words of the attack say', point);
      const request = attack.conversation.turns.at(-1)?.text ?? '';
      const { conversation, golden } = plainRecords(built, request, replies.join(' '));
      const twin_of = attack.conversation.conversation_id;
      const twin = { built, conversation: { ...conversation, twin_of }, golden: { ...golden, twin_of } };
      const failures = [
        ...proveGolden(this.vertical, built, conversation, golden),
        ...proveTwin(twin, attack),
      ];
      for (const { proof, message } of failures)
        this.add(
          'GOLDEN_UNPROVEN',
          path,
          `The proof ${quoted(proof)} of the twin fails: ${message.replace(/\.$/, '')}`,
          point,
          proof,
        );
    } catch (error) {
      this.caught(error);
    }
  }

  issues(): Issue[] {
    return [
      ...[...this.found.values()].map(({ issue, count }) =>
        count === 1 ? issue : { ...issue, message: `${issue.message} (${count} cases)` },
      ),
      // What was not built may be where the rest comes up.
      ...(this.hasUnbuilt ? [] : [...this.unmetBands(), ...this.unreached(), ...this.unsaid.issues()]),
    ];
  }

  private caught(error: unknown): void {
    if (!isCovergridError(error)) throw error;
    this.hasUnbuilt = true;
    const { code, message, data } = error;
    const at = error.at ?? this.placeOf(data['path']);
    // The message names the scenario, so the first one stands for all at this place.
    this.report(`${code} ${at?.line} ${at?.column}`, { code, message, at });
  }

  private proofFailed(failure: ProofFailure, built: Case, reply: ConfigPath, point: CasePoint): void {
    const { proof, message } = failure;
    const ofReply = proof === 'values' || proof === 'reference';
    const path =
      proof === 'final'
        ? ['overrides', this.playbook.overrides.findIndex(({ id }) => id === built.override)]
        : message.includes('second-intent')
          ? this.placeOfSecond(built)
          : (PLACES[proof] ?? (ofReply ? reply : ['outcomes', built.outcome.name]));
    this.add(
      'GOLDEN_UNPROVEN',
      path,
      `The proof ${quoted(proof)} fails: ${message.replace(/\.$/, '')}`,
      point,
      proof,
    );
  }

  /** One of some phrases that have all their values, another for every case. */
  private sayable(
    phrases: readonly Phrase[],
    built: Case,
  ): { readonly index: number; readonly text: string } | undefined {
    const sayable = phrases.flatMap((phrase, index) => {
      const text = phrase.render((built.index * 7 + index) % phrase.forms, built.names);
      return text === undefined ? [] : [{ index, text }];
    });
    return sayable[built.index % Math.max(1, sayable.length)];
  }

  /** Where a path by ids stands in the playbook, as far as it leads there. */
  private placeOf(path: unknown): Issue['at'] {
    if (!Array.isArray(path)) return undefined;
    const { document, value } = this.playbook.source;
    // A formula of the domain model has no place here: the step that made its record is in the world.
    const isHere = Object.hasOwn(value, String(path[0]));
    return document.place(isHere ? path.map(String) : ['world'], 'key');
  }

  private firstText(phrases: readonly Phrase[], { names }: Case): string | undefined {
    for (const phrase of phrases) {
      const text = phrase.render(0, names);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  private placeOfSecond({ secondIntent }: Case): ConfigPath {
    const { second_intents: texts } = this.playbook.source.value;
    return ['second_intents', texts.findIndex(({ id }) => id === secondIntent?.intent.id)];
  }

  private notice(built: Case): void {
    this.reached.add(`circumstances ${built.circumstance}`);
    this.reached.add(`outcomes ${built.outcome.name}`);
    if (built.override !== undefined) this.reached.add(`overrides ${built.override}`);
    if (built.attack !== undefined) this.reached.add(`attacks ${built.attack.id}`);
    if (built.missing !== undefined) this.reached.add(`missing ${built.missing.id}`);
    if (built.slip !== undefined) this.reached.add(`slips ${built.slip.slip.id}`);
    if (built.secondIntent !== undefined) this.reached.add(`second_intents ${built.secondIntent.intent.id}`);
    for (const { wish } of built.wishes) this.reached.add(`constraints ${wish.id}`);
    this.unsaid.notice(built);
    this.noticeClasses(built);
    this.checkDeals(built);
  }

  private noticeClasses({ facts, point }: Case): void {
    for (const [column, name] of Object.entries(this.vertical.classesOf(point.axes)))
      this.reached.add(`bins of ${column} ${name}`);
    const scope = { names: { ...facts, facts } };
    for (const { column, options } of this.playbook.classes)
      this.reached.add(`classes ${column} ${options.findIndex(({ holds }) => holds(scope))}`);
  }

  /** The world keeps the rules of the domain model, before the answer and after it. */
  private checkWorld({ world, actions, playbook, session, point }: Case): void {
    for (const state of [world, replay(playbook.toolset, world, actions, session).state])
      for (const { severity, rule, entity, message } of checkRecords(this.vertical.sources.domain, state))
        if (severity === 'E')
          this.add(
            'WORLD_UNSOUND',
            ['world'],
            `A record of ${quoted(entity)} breaks the rule ${quoted(rule)}: ${message.replace(/\.$/, '')}`,
            point,
            `${entity} ${rule}`,
          );
  }

  private noticeEnd({ facts, classes }: Case): void {
    const { fact } = this.playbook.governed;
    const value = fact === undefined ? null : facts[fact];
    const boundary = classes['policy'] ?? '';
    if (typeof value === 'number') this.ends.set(boundary, [...(this.ends.get(boundary) ?? []), value]);
  }

  /** What is drawn has to go as far as the bands do, or what the text says of their ends is never tried. */
  private unmetBands(): Issue[] {
    const { bands } = this.playbook.source.value;
    return [...this.ends].flatMap(([boundary, values]): Issue[] => {
      const band = Object.hasOwn(bands, boundary) ? bands[boundary] : undefined;
      const [from, to] = [Math.min(...values), Math.max(...values)];
      if (from === (band?.min ?? from) && to === (band?.max ?? to)) return [];
      return [
        {
          code: 'GOLDEN_UNPROVEN',
          message: `The quantity is drawn from ${from} to ${to}, but the band of ${quoted(boundary)} is ${band?.min ?? from} to ${band?.max ?? to}.`,
          at: this.playbook.source.document.place(['bands', boundary], 'value'),
        },
      ];
    });
  }

  /** What a behavior deals has to be there in every scenario of it. */
  private checkDeals({ point, missing, slip, wishes, attack, plan, secondIntent }: Case): void {
    const deals = this.vertical.behaviors.conducts.get(point.behavior)?.deals;
    if (deals === undefined) return;
    const lack = (part: string): void =>
      this.add('PLAYBOOK_INCOMPLETE', [part], `Nothing of ${quoted(part)} fits`, point);
    if (deals.missing && missing === undefined) lack('missing');
    if (deals.slip && slip === undefined) lack('slips');
    if (deals.attack && attack === undefined) lack('attacks');
    if (asksMore(plan) && secondIntent === undefined) lack('second_intents');
    if (wishes.length < deals.constraints) lack('constraints');
    else if (deals.constraints > 0 && !wishes.some(({ wish }) => wish.text.excludes))
      this.add(
        'PLAYBOOK_INCOMPLETE',
        ['constraints'],
        'No constraint that fits rules out the obvious answer',
        point,
      );
  }

  private unreached(): Issue[] {
    const { playbook } = this;
    const parts: readonly (readonly [string, readonly { readonly id: string }[]])[] = [
      ['circumstances', playbook.circumstances],
      ['overrides', playbook.overrides],
      ['attacks', playbook.attacks],
      ['missing', playbook.missing],
      ['slips', playbook.slips],
      ['second_intents', playbook.secondIntents],
      ['constraints', playbook.wishes],
    ];
    const { document } = playbook.source;
    const ofTable = new Set<string>(this.vertical.decisionTable.rows.map(({ decision }) => decision));
    const message = (id: string): string => `${quoted(id)} never came up in ${this.tried} cases.`;
    return [
      ...parts.flatMap(([part, entries]) =>
        entries.flatMap(({ id }, index): Issue[] =>
          this.reached.has(`${part} ${id}`)
            ? []
            : [
                {
                  code: 'PLAYBOOK_UNREACHABLE',
                  message: message(id),
                  at: document.place([part, index], 'value'),
                },
              ],
        ),
      ),
      ...playbook.classes.flatMap(({ column, options }) =>
        options.flatMap(({ name }, index): Issue[] =>
          // Exclusions may leave no scenario with the bin that a class stands for.
          this.reached.has(`classes ${column} ${index}`) || !this.reached.has(`bins of ${column} ${name}`)
            ? []
            : [
                {
                  code: 'PLAYBOOK_UNREACHABLE',
                  message: message(name),
                  at: document.place(['classes', column, index], 'value'),
                },
              ],
        ),
      ),
      ...[...playbook.outcomes.keys()]
        // What the decision table may give has to be there, also where exclusions leave nothing that gives it.
        .filter((name) => !this.reached.has(`outcomes ${name}`) && !ofTable.has(name))
        .map((name): Issue => ({
          code: 'PLAYBOOK_UNREACHABLE',
          message: message(name),
          at: document.place(['outcomes', name], 'key'),
        })),
    ];
  }

  private add(code: ErrorCode, path: ConfigPath, what: string, point: CasePoint, kind = ''): void {
    this.report(`${code} ${kind} ${JSON.stringify(path)}`, {
      code,
      message: `${what}, e.g. in ${point.behavior}, ${Object.values(point.axes).join(', ')}.`,
      at: this.playbook.source.document.place(path, 'value'),
    });
  }

  private report(key: string, issue: Issue): void {
    const known = this.found.get(key);
    if (known === undefined) this.found.set(key, { issue, count: 1 });
    else known.count += 1;
  }
}
