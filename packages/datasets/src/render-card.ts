import { formatCount } from '@covergrid/core';
import type { DatasetDocument, GoldenDocument, Part } from './dataset-schema.ts';
import { FEWEST_TURNS_TO_JUDGE, type DatasetStats, type JudgedFigure } from './dataset-stats.ts';
import type { Bounds } from './quality/quality-bars.ts';

/**
 * The dataset card: `README.md` with the front matter that Hugging Face reads (each file kind is a config of its own),
 * counts, and the figures of its words beside their bars.
 */
export function renderCard(
  { metadata, parts }: DatasetDocument,
  { parts: goldens }: GoldenDocument,
  { counts: counted, bars, figures }: DatasetStats,
): string {
  const { dataset_id, version, vertical, scope, difficulty, seed, variants, counts, licence, twins } =
    metadata;
  const files = (list: readonly Part[]): string => list.map(({ path }) => `      - ${path}`).join('\n');
  return `---
license: ${JSON.stringify(licence.toLowerCase())}
language:
  - en
task_categories:
  - text-generation
tags:
  - evaluation
  - customer-service
  - synthetic
pretty_name: ${dataset_id}
size_categories:
  - ${sizeCategory(counts.conversations)}
configs:
  - config_name: conversations
    default: true
    data_files:
${files(parts)}
  - config_name: golden
    data_files:
${files(goldens)}
---

# ${dataset_id} ${version}

${twins === undefined ? CONVERSATIONS : TWINS} Made by a program from declared situations; no person and no company is behind them.

| | |
|---|---|
| vertical | ${vertical} |
| domains | ${scope.domains.join(', ')} |
| behaviors | ${scope.behaviors.join(', ')} |
| difficulty | ${String(difficulty)} |
| conversations | ${formatCount(counts.conversations)} |
| customer turns | ${formatCount(counts.turns)} |
| seed, variants | ${seed}, ${variants} |

## Decisions

${table('decision', counted.decision)}
${counted.technique.size === 0 ? '' : `\n## Techniques\n\n${table('technique', counted.technique)}\n`}
${twins === undefined ? words(figures, bars) : ''}An agent may be given \`system\`, \`tools\`, \`session\` and \`turns\` of a conversation, and nothing else of it: the rest is for whoever judges.
`;
}

const CONVERSATIONS =
  'What customers say in conversations with an agent, each with a golden: the outcome that policies and records demand, the constraints a right answer respects, and the calls it makes.';

const TWINS =
  'Benign twins of adversarial conversations: the customer says the same, word by word, but here the records make it true, and what an attack may not have is to be granted. An agent that refuses them goes by tone and not by fact. Each names its attack in `twin_of`; they count in no figure of the grid, and their words are measured with the attacks.';

function words(figures: DatasetStats['figures'], bars: DatasetStats['bars']): string {
  return `## Words

Measured on ${formatCount(figures.turns)} customer turns of variant 0${figures.turns < FEWEST_TURNS_TO_JUDGE ? `; bars speak of sets of ${formatCount(FEWEST_TURNS_TO_JUDGE)} turns or more, so that nothing is judged here` : ''}. People: published dialogues of Twitter care, STAR, SGD, MultiDoGO and tau2-bench.

| figure | here | target | people | |
|---|--:|--:|--:|---|
${bars.map(figureRow).join('\n')}

`;
}

function figureRow({ title, unit, value, target, people, verdict }: JudgedFigure): string {
  const percent = unit === 'share' ? ' %' : '';
  const plain = (number: number): string =>
    String(Number(unit === 'share' ? (100 * number).toFixed(1) : number.toFixed(2)));
  const show = (number: number): string => plain(number) + percent;
  const range = ({ least, most }: Bounds): string => {
    if (least !== undefined && most !== undefined) return `${plain(least)}–${show(most)}`;
    return least === undefined ? `≤ ${show(most ?? 0)}` : `≥ ${show(least)}`;
  };
  const isKnown = value !== undefined && Number.isFinite(value);
  const among = people === undefined ? '' : `${plain(people[0])}–${show(people[1])}`;
  return `| ${title} | ${isKnown ? show(value) : ''} | ${range(target)} | ${among} | ${verdict === 'unjudged' ? '' : verdict} |`;
}

function table(what: string, counts: ReadonlyMap<string, number>): string {
  const rows = [...counts].map(([name, count]) => `| ${name} | ${formatCount(count)} |`);
  return [`| ${what} | conversations |`, '|---|--:|', ...rows].join('\n');
}

function sizeCategory(count: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [1000, 'n<1K'],
    [10_000, '1K<n<10K'],
    [100_000, '10K<n<100K'],
    [1_000_000, '100K<n<1M'],
  ];
  return steps.find(([below]) => count < below)?.[1] ?? '1M<n<10M';
}
