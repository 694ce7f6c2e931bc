import type { AgentView, Case, Conversation, Golden, Vertical } from '@covergrid/worlds';
import { compilePersona, type Persona } from './persona.ts';
import { confirmTurns } from './confirm-turns.ts';
import { planTurns } from './plan-turns.ts';
import { systemText } from './system-text.ts';
import { writeGolden } from './write-golden.ts';

/** A conversation and what is right for it. */
export interface WrittenCase {
  readonly conversation: Conversation;
  readonly golden: Golden;
}

/** Writes conversations of one vertical: all that its cases share is made once. */
export class ConversationWriter {
  readonly #vertical: Vertical;
  readonly #persona: ReturnType<typeof compilePersona>;
  readonly #shown = new Map<string, Pick<AgentView, 'system' | 'tools'>>();
  readonly #difficulty: ReadonlyMap<string, Conversation['difficulty']>;
  readonly #techniqueGroups: ReadonlyMap<string, string>;
  readonly #withSlips: boolean;

  /** @param options `slips` false: nobody mistypes, for measuring words alone */
  constructor(vertical: Vertical, options: { readonly slips?: boolean } = {}) {
    this.#vertical = vertical;
    this.#withSlips = options.slips ?? true;
    this.#persona = compilePersona(vertical.behaviors.text.styles);
    this.#difficulty = new Map(
      vertical.sources.taxonomy.behaviors.map(({ id, difficulty }) => [id, difficulty ?? 'medium']),
    );
    this.#techniqueGroups = new Map(vertical.behaviors.text.techniques.map(({ id, group }) => [id, group]));
  }

  /**
   * Writes the conversation of a case with its golden, for a dataset. Pure: a case's words depend on no other case. Of
   * a twin (`buildTwin`) it writes what its attack says, with a golden that grants it.
   *
   * @param datasetId the dataset that the records name
   */
  write(built: Case, datasetId: string): WrittenCase {
    const { point, variant } = built;
    const { behaviors, cellSize } = this.#vertical;
    const drawn = this.#persona(built.draws);
    const persona: Persona = this.#withSlips ? drawn : { ...drawn, slips: 'none' };
    const planned = planTurns(built, behaviors, persona, cellSize);
    const turns = confirmTurns(planned, built, behaviors, persona, cellSize);
    const attackId = conversationId(point.scenario_id, variant);
    const conversation: Conversation = {
      schema: 'covergrid/conversation@2',
      conversation_id: built.twin === undefined ? attackId : twinId(point.scenario_id, variant),
      scenario_id: point.scenario_id,
      dataset_id: datasetId,
      domain: point.domain,
      behavior: point.behavior,
      axes: { ...point.axes },
      difficulty: this.#difficulty.get(point.behavior)!,
      variant,
      persona: { ...persona },
      ...(built.attack && { technique: built.attack.id }),
      ...(built.twin && { twin_of: attackId }),
      ...this.#shownIn(built),
      session: built.session,
      world: built.world as Conversation['world'],
      turns: turns.map(({ text, ifConfirmed }, index) => ({
        index,
        role: 'user',
        text,
        ...(ifConfirmed !== undefined && { if_confirmed: ifConfirmed }),
      })),
      metadata: {
        plan: built.plan.id,
        circumstance: built.circumstance,
        request_turn: turns.findIndex(({ acts }) => acts.includes('request')),
        ...(built.attack && { technique_group: this.#techniqueGroups.get(built.attack.id) ?? null }),
      },
    };
    return { conversation, golden: writeGolden(built, conversation, turns, behaviors, cellSize) };
  }

  /** What every agent of a domain is given; one object for all, so that it is serialised alike. */
  #shownIn({ playbook, point }: Case): Pick<AgentView, 'system' | 'tools'> {
    let shown = this.#shown.get(point.domain);
    if (shown === undefined) {
      const { policies, tools } = playbook.source.value;
      shown = {
        system: systemText(this.#vertical.behaviors.text.role, policies),
        tools: tools.map(({ name, description, parameters }) => ({ name, description, parameters })),
      };
      this.#shown.set(point.domain, shown);
    }
    return shown;
  }
}

/** The id of the benign twin of an adversarial conversation: `twn_<the digits of the scenario>_<variant>`. */
export function twinId(scenarioId: string, variant: number): string {
  return `${scenarioId.replace(/^scn_/, 'twn_')}_${variant}`;
}

/** The id of the conversation of a scenario and variant: `cnv_<the digits of the scenario>_<variant>`. */
export function conversationId(scenarioId: string, variant: number): string {
  return `${scenarioId.replace(/^scn_/, 'cnv_')}_${variant}`;
}
