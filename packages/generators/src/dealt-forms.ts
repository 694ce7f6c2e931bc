import { FORMS_DEALT, permutation, type Case, type Phrase } from '@covergrid/worlds';

/** One form of one phrase. */
export interface Form {
  readonly phrase: Phrase;
  readonly number: number;
}

const formsOf = new WeakMap<readonly Phrase[], readonly Form[]>();

/**
 * All forms of some phrases that differ with slots masked: first one of each phrase, then a second, and so on, so that
 * whoever takes a few from the front takes different phrases.
 */
function distinctForms(phrases: readonly Phrase[]): readonly Form[] {
  let forms = formsOf.get(phrases);
  if (forms === undefined) {
    const found = new Map<string, Form>();
    const most = Math.max(0, ...phrases.map((phrase) => Math.min(phrase.forms, FORMS_DEALT)));
    for (let number = 0; number < most; number++) {
      for (const phrase of phrases) {
        if (number >= phrase.forms) continue;
        const masked = phrase.masked(number);
        if (!found.has(masked)) found.set(masked, { phrase, number });
      }
    }
    forms = [...found.values()];
    formsOf.set(phrases, forms);
  }
  return forms;
}

/**
 * The form at a position of the deal named: within each round of `round` positions every form comes once, in an order
 * of its own for every seed and name; a later round goes on where the one before it stopped.
 *
 * @param attempt for another form: one that nobody else gets in this round, where there are forms enough for that
 */
export function dealForm(
  phrases: readonly Phrase[],
  position: number,
  round: number,
  seed: number,
  name: readonly string[],
  attempt = 0,
): Form | undefined {
  const forms = distinctForms(phrases);
  if (forms.length === 0) return undefined;
  const size = Math.min(round, forms.length);
  const order = permutation(size, seed, 'form', ...name);
  const start = Math.floor(position / round) * size;
  const step = forms.length > size ? size : 1;
  return forms[(start + order[(position % round) % size]! + attempt * step) % forms.length];
}

/** A slot may be without value in some worlds, or the words may be said already; then others are tried, so many times. */
const MOST_ATTEMPTS = 8;

/** Words dealt to a case, and the form that gave them. */
interface DealtWords {
  readonly text: string;
  readonly form: Form;
}

/**
 * The words that are dealt to a case at a position of the deal named, slots filled; undefined where no form tried has
 * a value for each of its slots.
 *
 * @param round how many positions one round of the deal has: the raw size of a cell
 * @param isStale words that others are tried for, as long as there are some
 */
export function dealWords(
  phrases: readonly Phrase[],
  position: number,
  round: number,
  { seed, point: { domain, behavior }, names }: Case,
  name: string,
  isStale: (words: DealtWords) => boolean = () => false,
): DealtWords | undefined {
  const attempts = Math.min(phrases.length, MOST_ATTEMPTS);
  let stale: DealtWords | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const form = dealForm(phrases, position, round, seed, [domain, behavior, name], attempt);
    const text = form?.phrase.render(form.number, names);
    if (form === undefined || text === undefined) continue;
    const words = { text, form };
    if (!isStale(words)) return words;
    stale ??= words;
  }
  return stale;
}
