import { CovergridError, quoted } from '@covergrid/core';
import type { ConfigDocument, ConfigPath } from '@covergrid/core/config';
import { drawsFor, isInstant, isJsonObject, requireSmall, type Draws, type Json } from '@covergrid/testdata';
import { condition, formula, formulas, valuesOf, type Holds } from './compile-expressions.ts';
import type { Playbook } from './playbook-schema.ts';
import type { Domain, State } from '@covergrid/testdata';

/** Where a record is. */
export interface RecordPlace {
  readonly collection: string;
  readonly key: string;
}

/** A world while it is built: its state, and the names that formulas see. */
export interface WorldInProgress {
  readonly scenario: string;
  readonly circumstance: string;
  state: State;
  readonly names: Record<string, Json | undefined>;
  readonly draws: Draws;
  /** Which record each name stands for; values stand for themselves. */
  readonly records: Map<string, RecordPlace>;
}

/** A step of a playbook's world, ready to be taken. */
export type WorldStep = (world: WorldInProgress) => void;

type StepText = Playbook['world'][number];
type MakeStep = Extract<StepText, { make: string }>;
type EventStep = Extract<StepText, { event: string }>;
type ValueStep = Extract<StepText, { value: unknown }>;

/**
 * Compiles the steps of a world. Draws are named by a step's name, or by its entity or event and which of its kind it
 * is, so that a new step moves no other value.
 *
 * @param place where the steps stand in the playbook
 * @param purpose names the draws of these steps, apart from those of others
 */
export function compileSteps(
  steps: readonly StepText[],
  domain: Domain,
  document: ConfigDocument,
  place: ConfigPath = ['world'],
  purpose = 'world',
): readonly WorldStep[] {
  const seen = new Map<string, number>();
  return steps.map((step, index) => {
    const kind = 'make' in step ? step.make : 'event' in step ? step.event : 'value';
    const nth = seen.get(kind) ?? 0;
    seen.set(kind, nth + 1);
    const path = [purpose, step.name ?? `${kind} ${nth}`];
    const holds: Holds = condition(step.when, ...path, 'when');
    const take = takeStep(step, path, domain, document, [...place, index]);
    return (world) => {
      if (holds(world)) take(world);
    };
  });
}

function takeStep(
  step: StepText,
  path: readonly string[],
  domain: Domain,
  document: ConfigDocument,
  place: ConfigPath,
): WorldStep {
  if ('make' in step) return makeRecord(step, path, domain);
  if ('event' in step) return applyEvent(step, path, domain, document, place);
  return giveValue(step, path);
}

function makeRecord(step: MakeStep, path: readonly string[], domain: Domain): WorldStep {
  const collection = collectionOf(step.make, domain);
  const given = formulas(step.with, ...path, 'with');
  return (world) => {
    const made = domain.make(world.state, step.make, {
      with: valuesOf(given, world),
      draws: drawsFor(world.draws, ...path),
    });
    world.state = made.state;
    if (step.name !== undefined) name(world, step.name, { collection, key: made.key });
  };
}

function applyEvent(
  step: EventStep,
  path: readonly string[],
  domain: Domain,
  document: ConfigDocument,
  place: ConfigPath,
): WorldStep {
  const collection = collectionOf(step.event.split('.')[0] ?? '', domain);
  const target = step.target === undefined ? undefined : formula(step.target, ...path, 'target');
  const when = formula(step.at ?? '$now', ...path, 'at');
  const args = formulas(step.args, ...path, 'args');
  return (world) => {
    const at = when(world);
    const applied = isInstant(at)
      ? domain.apply(world.state, {
          event: step.event,
          target: target?.(world),
          at,
          args: valuesOf(args, world),
          draws: drawsFor(world.draws, ...path),
        })
      : { ok: false as const, error: 'no_instant', message: `${JSON.stringify(at)} is no instant.` };
    if (!applied.ok) {
      throw new CovergridError(
        'WORLD_EVENT_REFUSED',
        `The event ${quoted(step.event)} is refused in scenario ${world.scenario}: ${applied.message}`,
        {
          at: document.place(place, 'value'),
          data: { scenario_id: world.scenario, event: step.event, error: applied.error },
        },
      );
    }
    world.state = applied.state;
    refresh(world, applied.touched);
    if (step.name !== undefined) name(world, step.name, { collection, key: applied.key });
  };
}

function giveValue(step: ValueStep, path: readonly string[]): WorldStep {
  const run = formula(step.value, ...path);
  return (world) => {
    world.names[step.name] = requireSmall(run(world), path);
  };
}

function collectionOf(entity: string, { model }: Domain): string {
  return model.entities.find(({ id }) => id === entity)?.collection ?? '';
}

function name(world: WorldInProgress, as: string, record: RecordPlace): void {
  world.records.set(as, record);
  world.names[as] = recordOf(world.state, record);
}

/** Names stand for records as they are now, not as they were when they were named. */
function refresh(world: WorldInProgress, touched: readonly RecordPlace[]): void {
  for (const [as, record] of world.records)
    if (touched.some(({ collection, key }) => collection === record.collection && key === record.key))
      world.names[as] = recordOf(world.state, record);
}

/** The record of a state, or null. */
export function recordOf(state: State, { collection, key }: RecordPlace): Json {
  const records = Object.hasOwn(state, collection) ? state[collection] : undefined;
  return isJsonObject(records) && Object.hasOwn(records, key) ? (records[key] ?? null) : null;
}
