import { FORMS_DEALT, permutation, type Case, type Phrase } from '@covergrid/worlds';

/** One form of one phrase. */
interface Form {
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
 */
export function dealForm(
  phrases: readonly Phrase[],
  position: number,
  round: number,
  seed: number,
  ...name: readonly string[]
): Form | undefined {
  const forms = distinctForms(phrases);
  if (forms.length === 0) return undefined;
  const size = Math.min(round, forms.length);
  const order = permutation(size, seed, 'form', ...name);
  const start = Math.floor(position / round) * size;
  return forms[(start + order[(position % round) % size]!) % forms.length];
}

/** A slot may be without value in some worlds; then another form is tried, so many times. */
const MOST_ATTEMPTS = 8;

/**
 * The words that are dealt to a case at a position of the deal named, slots filled; undefined where no form tried has
 * a value for each of its slots.
 *
 * @param round how many positions one round of the deal has: the raw size of a cell
 */
export function dealWords(
  phrases: readonly Phrase[],
  position: number,
  round: number,
  { seed, point: { domain, behavior }, names }: Case,
  ...name: readonly string[]
): string | undefined {
  const attempts = Math.min(phrases.length, MOST_ATTEMPTS);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const form = dealForm(phrases, position + attempt * round, round, seed, domain, behavior, ...name);
    const text = form?.phrase.render(form.number, names);
    if (text !== undefined) return text;
  }
  return undefined;
}
