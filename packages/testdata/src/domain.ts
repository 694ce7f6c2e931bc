import { CovergridError, didYouMean, quoted } from '@covergrid/core';
import {
  compileEntity,
  type Assignment,
  type CompiledEffect,
  type CompiledEntity,
  type CompiledEvent,
} from './compile-entity.ts';
import type { DomainModel } from './domain-model-schema.ts';
import { Draft, type State, type Touched } from './draft.ts';
import { drawsFor, drawsOfElement, type Draws } from './draws.ts';
import { deriveInto, fillRecord, type Moment } from './fill-record.ts';
import type { Instant } from './instant.ts';
import { isJsonList, member, type Json, type JsonObject } from './json.ts';
import { firstUnmet, wrongArgument, type Refusal } from './refusal.ts';
import { requireSmall } from './value-size.ts';

/** What a maker asks of a record. */
export interface MakeOptions {
  /** Where the values of the record come from, e.g. `drawsFor(seed, entity, row)`. */
  readonly draws: Draws;
  /** Values by name: those of fields are taken as they are, also null; others are seen by formulas as `$with.x`. */
  readonly with?: JsonObject | undefined;
  /** When it is made; default the state's `now`. */
  readonly at?: Instant | undefined;
}

/** Something that is to happen. */
export interface Happening {
  /** Entity and event: `order.deliver`. */
  readonly event: string;
  /** The key of the record it happens to; not for events that create theirs. */
  readonly target?: Json | undefined;
  /** By name; left out and null are the same. */
  readonly args?: JsonObject | undefined;
  /** When it happens; default the state's `now`. */
  readonly at?: Instant | undefined;
  /** For events that create a record or draw; default: by event, target and instant. */
  readonly draws?: Draws | undefined;
}

/** What became of an event: the state after it, or why it was refused; then nothing has changed. */
export type Applied =
  | {
      readonly ok: true;
      readonly state: State;
      /** The key of the record that it happened to or that it made. */
      readonly key: string;
      /** That record, afterwards. */
      readonly record: JsonObject;
      /** Every record that was made or changed, in order. */
      readonly touched: readonly Touched[];
    }
  | { readonly ok: false; readonly error: string; readonly message: string };

/** A domain model ready to make records and to let things happen to them. */
export interface Domain {
  readonly model: DomainModel;
  /** A state without records. */
  empty(now: Instant): State;
  /**
   * Makes a record and adds it. Where its key is taken, it is drawn again with other draws.
   *
   * @throws CONFIG_DUPLICATE_ID where `with` gives a key that is taken
   */
  make(
    state: State,
    entity: string,
    options: MakeOptions,
  ): { readonly state: State; readonly key: string; readonly record: JsonObject };
  /** Lets something happen; pure, and all or nothing. An unknown event or target is refused like any other, and so is
   * what would leave a record with a reference that leads nowhere. */
  apply(state: State, happening: Happening): Applied;
  /** The derived fields of a record, computed anew. */
  derive(entity: string, record: JsonObject): JsonObject;
}

/** Compiles a valid domain model; costs milliseconds, once. */
export function compileDomainModel(model: DomainModel): Domain {
  return new CompiledDomain(model);
}

class CompiledDomain implements Domain {
  readonly model: DomainModel;
  private readonly entities: ReadonlyMap<string, CompiledEntity>;
  private readonly events: ReadonlyMap<
    string,
    { readonly entity: CompiledEntity; readonly event: CompiledEvent }
  >;

  private readonly emptyState: State;

  constructor(model: DomainModel) {
    this.model = model;
    const collections = model.entities.map(({ collection }) => [collection, {}] as const);
    this.emptyState = { now: '', ...Object.fromEntries(collections) };
    this.entities = new Map(model.entities.map((entity) => [entity.id, compileEntity(entity, model)]));
    this.events = new Map(
      [...this.entities.values()].flatMap((entity) =>
        [...entity.events.values()].map((event) => [event.name, { entity, event }] as const),
      ),
    );
  }

  empty(now: Instant): State {
    return { ...this.emptyState, now };
  }

  make(state: State, id: string, options: MakeOptions): ReturnType<Domain['make']> {
    const entity = this.entity(id);
    const draft = new Draft(state);
    const given = options.with ?? {};
    const made = this.makeRecord(entity, given, { draft, at: options.at ?? state.now, draws: options.draws });
    if (made === undefined) {
      const key = textOf(given[entity.model.key]);
      throw new CovergridError('CONFIG_DUPLICATE_ID', `There is a second ${id} ${quoted(key)}.`);
    }
    return { state: draft.state, ...made };
  }

  apply(state: State, { event, target, args, at, draws }: Happening): Applied {
    const draft = new Draft(state);
    const instant = at ?? state.now;
    const key = textOf(target);
    const happened = this.happen(event, key, args ?? {}, {
      draft,
      at: instant,
      draws: draws ?? drawsFor(0, event, key, instant),
    });
    if ('error' in happened) return { ok: false, ...happened };
    const lost = this.lostReference(draft, state);
    if (lost !== undefined) return { ok: false, ...lost };
    const record = draft.record(happened.entity.model.collection, happened.key) ?? {};
    return { ok: true, state: draft.state, key: happened.key, record, touched: [...draft.touched.values()] };
  }

  derive(id: string, record: JsonObject): JsonObject {
    const derived = { ...record };
    deriveInto(this.entity(id).derived, derived);
    return Object.fromEntries(this.entity(id).derived.map(({ name }) => [name, derived[name] ?? null]));
  }

  private entity(id: string): CompiledEntity {
    const entity = this.entities.get(id);
    if (entity !== undefined) return entity;
    const hint = didYouMean(id, this.entities.keys());
    throw new CovergridError('CONFIG_UNKNOWN_NAME', `There is no entity ${quoted(id)}.${hint}`);
  }

  /** What a record that was touched refers to must be there, whoever gave the key. */
  private lostReference(draft: Draft, before: State): Refusal | undefined {
    for (const { entity, collection, key } of draft.touched.values()) {
      const record = draft.record(collection, key);
      if (record === undefined) continue;
      const earlier = member(member(before, collection), key);
      const [lost] = this.entity(entity).findDangling(record, draft.state, earlier);
      if (lost === undefined) continue;
      const name = typeof lost.value === 'string' ? lost.value : JSON.stringify(lost.value);
      return { error: `${lost.target}_not_found`, message: `There is no ${lost.target} ${quoted(name)}.` };
    }
    return undefined;
  }

  /** Makes and adds a record; undefined where the key that was given is taken. */
  private makeRecord(
    entity: CompiledEntity,
    given: JsonObject,
    moment: Moment,
  ): { readonly key: string; readonly record: JsonObject } | undefined {
    const { model } = entity;
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const draws = attempt === 0 ? moment.draws : drawsFor(moment.draws, attempt);
      const record = fillRecord(entity, given, { ...moment, draws });
      const key = textOf(record[model.key]);
      if (moment.draft.record(model.collection, key) === undefined) {
        moment.draft.put(model, key, record);
        return { key, record };
      }
      if (Object.hasOwn(given, model.key)) return undefined;
    }
    return undefined;
  }

  private happen(
    name: string,
    target: string,
    args: JsonObject,
    moment: Moment,
  ): Refusal | { readonly entity: CompiledEntity; readonly key: string } {
    const found = this.events.get(name);
    if (found === undefined) return { error: 'unknown_event', message: `There is no event ${quoted(name)}.` };
    const { entity, event } = found;
    const { draft, at, draws } = moment;
    const before = event.creates ? undefined : draft.record(entity.model.collection, target);
    if (before === undefined && !event.creates)
      return {
        error: `${entity.model.id}_not_found`,
        message: `There is no ${entity.model.id} ${quoted(target)}.`,
      };
    const wrong = wrongArgument(event, args);
    if (wrong !== undefined) return wrong;
    const names: Record<string, Json | undefined> = {
      self: before ?? null,
      args,
      at,
      now: draft.state.now,
      state: draft.state,
    };
    for (const { name: local, run } of event.let)
      names[local] = requireSmall(run({ names, draws }), [name, 'let', local]);
    const refusal = firstUnmet(event, { names, draws });
    if (refusal !== undefined) return refusal;
    let key = target;
    if (event.creates) {
      const made = this.makeRecord(entity, withoutNulls(args), moment);
      if (made === undefined)
        return { error: `${entity.model.id}_exists`, message: `There is such a ${entity.model.id} already.` };
      key = made.key;
    }
    for (const [index, effect] of event.effects.entries()) {
      const failed = this.carryOut(effect, {
        entity,
        key,
        names,
        moment,
        draws: drawsOfElement(draws, index),
      });
      if (failed !== undefined) return failed;
    }
    return { entity, key };
  }

  private carryOut(effect: CompiledEffect, under: UnderWay): Refusal | undefined {
    const { names, draws, entity, key, moment } = under;
    const { collection } = entity.model;
    names['self'] = moment.draft.record(collection, key) ?? null;
    if (effect.each === undefined)
      return effect.when({ names, draws }) ? this.once(effect, under) : undefined;
    const elements = effect.each({ names, draws });
    if (!isJsonList(elements)) return undefined;
    for (const [index, element] of elements.entries()) {
      names['self'] = moment.draft.record(collection, key) ?? null;
      const inner: UnderWay = { ...under, item: element, draws: drawsOfElement(draws, index) };
      const failed = effect.when(inner) ? this.once(effect, inner) : undefined;
      if (failed !== undefined) return failed;
    }
    return undefined;
  }

  private once(effect: CompiledEffect, under: UnderWay): Refusal | undefined {
    const { entity, key, moment, draws } = under;
    switch (effect.kind) {
      case 'create': {
        const values = valuesOf(effect.values, under);
        const made = this.makeRecord(this.entity(effect.entity), values, { ...moment, draws });
        if (made !== undefined) return undefined;
        return { error: `${effect.entity}_exists`, message: `There is such a ${effect.entity} already.` };
      }
      case 'emit': {
        const target = textOf(effect.target(under));
        const values = valuesOf(effect.values, under);
        const happened = this.happen(effect.event, target, values, { ...moment, draws });
        return 'error' in happened ? happened : undefined;
      }
      default: {
        const record: Record<string, Json> = { ...moment.draft.record(entity.model.collection, key) };
        for (const { name, run } of effect.values) {
          record[name] = changed(effect.kind, record[name] ?? null, run(under));
        }
        deriveInto(effect.affects, record);
        moment.draft.put(entity.model, key, record);
        return undefined;
      }
    }
  }
}

/** An event whose effects are being carried out. */
interface UnderWay {
  readonly entity: CompiledEntity;
  readonly key: string;
  readonly names: Record<string, Json | undefined>;
  readonly item?: Json;
  readonly moment: Moment;
  readonly draws: Draws;
}

function changed(kind: 'set' | 'add' | 'append', before: Json, value: Json): Json {
  if (kind === 'set') return value;
  if (kind === 'append') return [...(isJsonList(before) ? before : []), value];
  return typeof before === 'number' && typeof value === 'number' ? before + value : null;
}

function valuesOf(assignments: readonly Assignment[], under: UnderWay): JsonObject {
  const values: Record<string, Json> = {};
  for (const { name, run } of assignments) values[name] = run(under);
  return values;
}

function withoutNulls(args: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}

/** A key as text; what is no text is the key of nothing. */
function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
