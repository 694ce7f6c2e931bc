import type { DialogueFigures } from './dialogue-figures.ts';

/** Inclusive bounds; one left out is open. */
export interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

/** What a figure should be, what it must be, and what it is among people. */
export interface QualityBar {
  readonly figure: Exclude<keyof DialogueFigures, 'dialogues' | 'turns'>;
  readonly title: string;
  /** Percent for shares. */
  readonly unit: 'share' | 'number';
  readonly target: Bounds;
  /** Outside of these the set is no good. */
  readonly floor: Bounds;
  /** Range over published human dialogue: Twitter customer care, STAR, SGD, MultiDoGO, tau2-bench simulations. */
  readonly people?: readonly [number, number];
}

const [share, number] = ['share', 'number'] as const;

function barOf(
  figure: QualityBar['figure'],
  title: string,
  unit: QualityBar['unit'],
  target: Bounds,
  floor: Bounds,
  people?: QualityBar['people'],
): QualityBar {
  return { figure, title, unit, target, floor, ...(people && { people }) };
}

/** All bars, in the order of a table. They hold for a combined English set of 2,000 customer turns or more. */
export const QUALITY_BARS: readonly QualityBar[] = [
  barOf(
    'distinct_2',
    'distinct-2, first 10,000 words',
    number,
    { least: 0.43 },
    { least: 0.35 },
    [0.43, 0.74],
  ),
  barOf('distinct_3', 'distinct-3, first 10,000 words', number, { least: 0.7 }, { least: 0.6 }, [0.7, 0.94]),
  barOf('gzip_ratio', 'gzip ratio of customer text', number, { most: 3.4 }, { most: 3.9 }, [2.5, 3.3]),
  barOf(
    'vocabulary',
    'vocabulary in 2,000 customer turns',
    number,
    { least: 1300 },
    { least: 900 },
    [1275, 4239],
  ),
  barOf(
    'exact_duplicate_requests',
    'equal requests, values masked',
    share,
    { most: 0.08 },
    { most: 0.15 },
    [0.003, 0.15],
  ),
  barOf(
    'near_duplicate_requests',
    'nearly equal requests, values masked',
    share,
    { most: 0.05 },
    { most: 0.1 },
    [0.004, 0.05],
  ),
  barOf('commonest_start', 'commonest four-word start', share, { most: 0.07 }, { most: 0.1 }, [0.006, 0.07]),
  barOf(
    'distinct_starts',
    'different four-word starts',
    share,
    { least: 0.54 },
    { least: 0.4 },
    [0.54, 0.97],
  ),
  barOf('words_per_turn', 'words per customer turn', number, { least: 6, most: 14 }, { most: 20 }, [3.5, 28]),
  barOf(
    'words_per_turn_cv',
    'their coefficient of variation',
    number,
    { least: 0.6 },
    { least: 0.5 },
    [0.5, 0.94],
  ),
  barOf(
    'short_turns',
    'turns of three words or fewer',
    share,
    { least: 0.15, most: 0.35 },
    { least: 0.05 },
    [0.15, 0.67],
  ),
  barOf(
    'acknowledging_turns',
    'turns that only acknowledge',
    share,
    { least: 0.05, most: 0.15 },
    { least: 0.02 },
    [0.07, 0.3],
  ),
  barOf(
    'turns_p90_over_p10',
    'turns per conversation, p90 over p10',
    number,
    { least: 2 },
    { least: 1.5 },
    [1.9, 4.5],
  ),
  barOf('turns_cv', 'turns per conversation, variation', number, { least: 0.3 }, { least: 0.2 }, [0.29, 0.5]),
  barOf(
    'requests_with_id',
    'requests with an order-like id',
    share,
    { least: 0.03, most: 0.2 },
    { least: 0.0001, most: 0.5 },
    [0.02, 0.12],
  ),
  barOf(
    'requests_with_value',
    'requests with any value',
    share,
    { least: 0.15, most: 0.4 },
    { least: 0.0001 },
    [0.14, 0.39],
  ),
  barOf(
    'self_corrections',
    'conversations with a self-correction',
    share,
    { least: 0.08, most: 0.26 },
    { least: 0.0001 },
    [0.09, 0.26],
  ),
  barOf(
    'irritation',
    'conversations with irritation',
    share,
    { least: 0.05, most: 0.15 },
    { most: 0.4 },
    [0.001, 0.13],
  ),
  barOf(
    'no_end_punctuation',
    'turns without end punctuation',
    share,
    { least: 0.08, most: 0.45 },
    { least: 0.02 },
    [0.08, 0.54],
  ),
  barOf(
    'lower_case_start',
    'turns that start in lower case',
    share,
    { least: 0.04, most: 0.35 },
    { least: 0.02 },
    [0.04, 0.34],
  ),
  barOf(
    'leaking_turns',
    'turns with words of a test plan or open slots',
    share,
    { most: 0 },
    { most: 0 },
    [0, 0],
  ),
  barOf(
    'domain_told',
    'domain told from the words, above chance',
    number,
    { least: 0.7 },
    { least: 0.5 },
    [0.9, 0.98],
  ),
  barOf('behavior_told', 'behavior told from the words', number, { least: 0.5 }, { least: 0.3 }),
  barOf('decision_told', 'decision told from masked words', number, { most: 0.4 }, { most: 0.6 }),
  barOf(
    'policy_boundary_told',
    'policy boundary told from masked words',
    number,
    { most: 0.4 },
    { most: 0.6 },
  ),
  barOf('duplicate_replies', 'equal reference replies', share, { most: 0.17 }, { most: 0.3 }, [0.11, 0.17]),
];

/** How a figure stands against its bar; `unjudged` where the set is too small to tell. */
export type QualityVerdict = 'met' | 'short' | 'failed' | 'unjudged';

/** Holds a figure against its bar. */
export function judgeFigure(bar: QualityBar, value: number | undefined): QualityVerdict {
  if (value === undefined || Number.isNaN(value)) return 'unjudged';
  if (isWithin(value, bar.target)) return 'met';
  return isWithin(value, bar.floor) ? 'short' : 'failed';
}

function isWithin(value: number, { least, most }: Bounds): boolean {
  return (least === undefined || value >= least) && (most === undefined || value <= most);
}
