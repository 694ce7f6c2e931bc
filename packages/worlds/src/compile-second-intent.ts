import type { Scope } from '@covergrid/testdata';
import { compileDoing } from './compile-outcome.ts';
import { condition, type Holds } from './compile-expressions.ts';
import { compilePhrase, compilePhrases } from './compile-phrases.ts';
import type { Constraint } from './constraint-schema.ts';
import { wordsOfValue } from './outcome-constraints.ts';
import type { Phrase } from './phrase.ts';
import type { Playbook } from './playbook-schema.ts';
import type { ExpectedAction } from './records-schema.ts';
import type { TypedValue } from './typed-value.ts';

/** Something else that a customer may ask along the way. */
export interface CompiledSecondIntent {
  readonly id: string;
  readonly holds: Holds;
  readonly says: readonly Phrase[];
  readonly replies: readonly Phrase[];
  /** What the right answer to it is in a case. */
  answer(scope: Scope): SecondAnswer;
}

/** What the right answer to a second intent does and says. */
export interface SecondAnswer {
  readonly actions: readonly ExpectedAction[];
  readonly communicates: readonly TypedValue[];
  /** On the answer to the turn it is asked in. */
  readonly constraints: readonly Constraint[];
  /** The sentence for a judge. */
  readonly criterion: string;
}

export function compileSecondIntent(text: Playbook['second_intents'][number]): CompiledSecondIntent {
  const path = ['second_intents', text.id] as const;
  const doing = compileDoing(text, path);
  const sentence = compilePhrase(text.text);
  return {
    id: text.id,
    holds: condition(text.when, ...path, 'when'),
    says: compilePhrases(text.says),
    replies: compilePhrases(text.replies),
    answer: (scope) => {
      const communicates = doing.communicates(scope);
      const criterion = sentence.render(0, scope.names) ?? sentence.masked(0);
      return {
        actions: doing.actions(scope),
        communicates,
        criterion,
        constraints: [
          ...communicates.map((value) => ({ parameters: { value }, text: `Tells ${wordsOfValue(value)}.` })),
          ...text.mentions.map((any_of) => ({ parameters: { any_of }, text: criterion })),
        ].map((each, index) => ({ id: `second-intent-${index + 1}`, kind: 'must_mention', ...each })),
      };
    },
  };
}
