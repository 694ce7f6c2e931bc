import type { Issue } from '@covergrid/core';
import type { ConfigPath } from '@covergrid/core/config';
import type { Case } from './build-case.ts';
import type { ActPhrases } from './compile-phrases.ts';
import type { CompiledPlaybook } from './compile-playbook.ts';
import { FORMS_DEALT, type Phrase } from './phrase.ts';

/** A form of a phrase that no case has been able to say so far. */
interface Unsaid {
  readonly path: ConfigPath;
  readonly phrase: Phrase;
  readonly form: number;
}

/** Words of one part of a playbook: when a case may need them, and which of them none could say. */
interface Part {
  readonly isUp: (built: Case) => boolean;
  wasUp: boolean;
  unsaid: readonly Unsaid[];
}

/** Finds words that no case can say, since a slot of theirs never has a value. */
export class UnsaidPhrases {
  private readonly playbook: CompiledPlaybook;
  private readonly parts: readonly Part[];

  constructor(playbook: CompiledPlaybook) {
    this.playbook = playbook;
    this.parts = [...partsOf(playbook)];
  }

  /** Takes off the words that this case could say. */
  notice(built: Case): void {
    for (const part of this.parts) {
      if (part.unsaid.length === 0 || !part.isUp(built)) continue;
      part.wasUp = true;
      part.unsaid = part.unsaid.filter(({ phrase, form }) => phrase.render(form, built.names) === undefined);
    }
  }

  /** One finding a phrase, for parts that came up at all. */
  issues(): Issue[] {
    const { document } = this.playbook.source;
    const found = new Map<string, Issue>();
    for (const { wasUp, unsaid } of this.parts) {
      if (!wasUp) continue;
      for (const { path, phrase, form } of unsaid)
        found.set(JSON.stringify(path), {
          code: 'PLAYBOOK_UNREACHABLE',
          message: `Nobody ever says ${JSON.stringify(phrase.masked(form))}: in no case has each of its slots a value.`,
          at: document.place(path, 'value'),
        });
    }
    return [...found.values()];
  }
}

function* partsOf(playbook: CompiledPlaybook): Generator<Part> {
  const part = (path: ConfigPath, phrases: readonly Phrase[], isUp: Part['isUp']): Part => ({
    isUp,
    wasUp: false,
    unsaid: phrases.flatMap((phrase, index) =>
      Array.from({ length: Math.min(phrase.forms, FORMS_DEALT) }, (_, form) => ({
        path: [...path, index],
        phrase,
        form,
      })),
    ),
  });
  for (const [behavior, phrases] of playbook.requests)
    yield part(['wording', 'requests', behavior], phrases, ({ point }) => point.behavior === behavior);
  for (const [act, phrases] of playbook.acts) {
    const path = ['wording', 'acts', act];
    if (isForAll(phrases)) yield part(path, phrases, () => true);
    else
      for (const [key, some] of phrases)
        yield part([...path, key], some, ({ point, circumstance }) =>
          [...Object.values(point.axes), circumstance].includes(key),
        );
  }
  for (const [index, { id, says }] of playbook.circumstances.entries())
    yield part(['circumstances', index, 'says'], says, ({ circumstance }) => circumstance === id);
  for (const [name, { replies }] of playbook.outcomes)
    yield part(['outcomes', name, 'replies'], replies, ({ outcome }) => outcome.name === name);
  for (const [index, { id, supplies, clarifyReplies }] of playbook.missing.entries()) {
    yield part(['missing', index, 'supplies'], supplies, ({ missing }) => missing?.id === id);
    yield part(['missing', index, 'clarify_replies'], clarifyReplies, ({ missing }) => missing?.id === id);
  }
  for (const [index, { id, gives, corrects }] of playbook.slips.entries()) {
    yield part(['slips', index, 'gives'], gives, ({ slip }) => slip?.slip.id === id);
    yield part(['slips', index, 'corrects'], corrects, ({ slip }) => slip?.slip.id === id);
  }
  for (const [index, { id, says }] of playbook.wishes.entries())
    yield part(['constraints', index, 'says'], says, ({ wishes }) =>
      wishes.some(({ wish }) => wish.id === id),
    );
  for (const [index, { id, opens, presses, refusals }] of playbook.attacks.entries())
    for (const [name, phrases] of Object.entries({ opens, presses, refusals }))
      yield part(['attacks', index, name], phrases, ({ attack }) => attack?.id === id);
}

function isForAll(phrases: ActPhrases): phrases is readonly Phrase[] {
  return Array.isArray(phrases);
}
