import type { ActPhrases, Case, CompiledBehaviors, Phrase } from '@covergrid/worlds';
import type { Persona } from './persona.ts';

/** Phrases for one act, and the name under which their forms are dealt. */
export interface ActWords {
  readonly phrases: readonly Phrase[];
  readonly name: string;
}

/**
 * The words a case has for an act: parts dealt to it (`missing-supply`, `slip-first`, `slip-correct`, `second-intent`,
 * `constraint`, `attack-open`, `attack-press`, `circumstance`), else those of its playbook, else those of all domains. Undefined
 * where it has none: the act is left out.
 *
 * @param nth which of the customer's conditions `constraint` is about, from 0
 */
export function wordsFor(
  act: string,
  nth: number,
  built: Case,
  behaviors: CompiledBehaviors,
  persona: Persona,
): ActWords | undefined {
  const { playbook, missing, slip, secondIntent, wishes, attack, circumstance } = built;
  const dealt = (id: string | undefined, phrases: readonly Phrase[] | undefined): ActWords | undefined =>
    phrases === undefined || phrases.length === 0 ? undefined : { phrases, name: `${act}/${id}` };
  switch (act) {
    case 'request':
      return dealt(built.point.behavior, playbook.requests.get(built.point.behavior));
    case 'missing-supply':
      return dealt(missing?.id, missing?.supplies);
    case 'slip-first':
      return dealt(slip?.slip.id, slip?.slip.gives);
    case 'slip-correct':
      return dealt(slip?.slip.id, slip?.slip.corrects);
    case 'second-intent':
      return dealt(secondIntent?.intent.id, secondIntent?.intent.says);
    case 'constraint':
      return dealt(wishes[nth]?.wish.id, wishes[nth]?.wish.says);
    case 'attack-open':
      return dealt(attack?.id, attack?.opens);
    case 'attack-press':
      return dealt(attack?.id, attack?.presses);
    case 'circumstance':
      return dealt(circumstance, playbook.circumstances.find(({ id }) => id === circumstance)?.says);
    default: {
      const phrases = playbook.acts.get(act) ?? behaviors.acts.get(act);
      const keys = [...Object.values(built.point.axes), circumstance, ...Object.values(persona)];
      return phrases === undefined ? undefined : wordsByKey(act, phrases, keys);
    }
  }
}

/** The phrases under the first key there are some for. */
function wordsByKey(act: string, phrases: ActPhrases, keys: readonly string[]): ActWords | undefined {
  if (isForAll(phrases)) return { phrases, name: act };
  const key = keys.find((candidate) => phrases.has(candidate));
  const found = key === undefined ? undefined : phrases.get(key);
  return found === undefined ? undefined : { phrases: found, name: `${act}/${key}` };
}

function isForAll(phrases: ActPhrases): phrases is readonly Phrase[] {
  return Array.isArray(phrases);
}
