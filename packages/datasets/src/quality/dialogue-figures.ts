import {
  correctsItself,
  holdsOpenSlot,
  holdsTestPlanWords,
  isAcknowledging,
  isIrritated,
  saysSomething,
} from './markers.ts';
import { holdsValue, maskedWords } from './mask-values.ts';
import {
  commonestShare,
  distinctRuns,
  exactDuplicates,
  gzipRatio,
  nearDuplicates,
  withinWords,
} from './repetition.ts';
import { seededSample } from './seeded-sample.ts';
import { coefficientOfVariation, mean, quantile, share } from './statistics.ts';
import { toldFromWords } from './told-from-words.ts';
import { wordsOf } from './words.ts';

/** What of one conversation is measured. */
export interface Dialogue {
  readonly id: string;
  /** The customer's messages, in order. */
  readonly messages: readonly string[];
  /** The reference replies of its golden, in order. */
  readonly replies: readonly string[];
  readonly labels: {
    readonly domain: string;
    readonly behavior: string;
    readonly decision: string;
    readonly policy_boundary: string;
  };
  /** The customer poses as a system: brackets in the text are then meant. */
  readonly isInstructionAttack: boolean;
}

/** How many customer turns, requests and dialogues a figure is computed of at the most. */
const SAMPLE = { turns: 2000, requests: 500, dialogues: 4000, words: 10_000 } as const;

/** One number per row of the table of quality bars. Shares are 0 to 1; undefined where there is too little to tell. */
export type DialogueFigures = ReturnType<typeof measureDialogues>;

/**
 * Measures what customers say: repetition, length, manners, leaks, and what their words give away. Depends on the set
 * of dialogues alone, not on their order. "Request" is the first message that says something.
 */
export function measureDialogues(dialogues: readonly Dialogue[]) {
  const sorted = dialogues.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const turns = sorted.flatMap(({ messages }) => messages);
  const sample = seededSample(turns, SAMPLE.turns, 'turns');
  const wordsOfTurns = turns.map(wordsOf);
  const budget = withinWords(seededSample(wordsOfTurns, turns.length, 'words'), SAMPLE.words);
  const requests = sorted.flatMap(({ messages }) => messages.find(saysSomething) ?? []);
  const someRequests = seededSample(requests, SAMPLE.requests, 'requests').map(wordsOf);
  const starts = someRequests.map((words) => words.slice(0, 4).join(' '));
  const lengths = wordsOfTurns.map((words) => words.length);
  const turnsEach = sorted.map(({ messages }) => messages.length);
  const heard = seededSample(sorted, SAMPLE.dialogues, 'told').map(({ labels, messages }) => ({
    labels,
    words: new Set(maskedWords(messages.join(' '))),
  }));
  const told = (label: keyof Dialogue['labels']): number | undefined =>
    toldFromWords(heard.map(({ labels, words }) => ({ label: labels[label], words })));
  const p10 = quantile(turnsEach, 0.1);
  return {
    dialogues: sorted.length,
    turns: turns.length,
    distinct_2: distinctRuns(budget, 2),
    distinct_3: distinctRuns(budget, 3),
    gzip_ratio: gzipRatio(sample),
    vocabulary: new Set(sample.flatMap(wordsOf)).size,
    exact_duplicate_requests: exactDuplicates(requests.map((text) => maskedWords(text).join(' '))),
    near_duplicate_requests: nearDuplicates(
      seededSample(requests, SAMPLE.requests, 'requests').map(maskedWords),
    ),
    commonest_start: commonestShare(starts),
    distinct_starts: 1 - exactDuplicates(starts),
    words_per_turn: mean(lengths),
    words_per_turn_cv: coefficientOfVariation(lengths),
    short_turns: share(lengths, (words) => words <= 3),
    acknowledging_turns: share(turns, isAcknowledging),
    turns_p90_over_p10: p10 === 0 ? undefined : quantile(turnsEach, 0.9) / p10,
    turns_cv: coefficientOfVariation(turnsEach),
    requests_with_id: share(requests, (text) => holdsValue(text, 'id')),
    requests_with_value: share(requests, (text) => holdsValue(text, 'number', 'id', 'money', 'date')),
    self_corrections: share(sorted, ({ messages }) => messages.some(correctsItself)),
    irritation: share(sorted, ({ messages }) => messages.some(isIrritated)),
    no_end_punctuation: share(turns, (text) => !/[.!?…)"”:]\s*$/.test(text)),
    lower_case_start: share(turns, (text) => /^\s*\p{Ll}/u.test(text)),
    leaking_turns: share(
      sorted.flatMap(({ messages, isInstructionAttack }) =>
        messages.map((text) => holdsTestPlanWords(text) || (!isInstructionAttack && holdsOpenSlot(text))),
      ),
      Boolean,
    ),
    domain_told: told('domain'),
    behavior_told: told('behavior'),
    decision_told: told('decision'),
    policy_boundary_told: told('policy_boundary'),
    duplicate_replies: exactDuplicates(
      seededSample(
        sorted.flatMap(({ replies }) => replies),
        SAMPLE.turns,
        'replies',
      ).map((text) => wordsOf(text).join(' ')),
    ),
  };
}
