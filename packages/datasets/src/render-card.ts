import { formatCount } from '@covergrid/core';
import { featuresYaml } from './card-features.ts';
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
  const {
    dataset_id,
    version,
    vertical,
    scope,
    difficulty,
    seed,
    variants,
    counts,
    licence,
    created_by,
    twins,
  } = metadata;
  const files = (list: readonly Part[]): string => list.map(({ path }) => `      - ${path}`).join('\n');
  return `---
license: ${JSON.stringify(licence.toLowerCase())}
language:
  - en
multilinguality: monolingual
annotations_creators:
  - machine-generated
language_creators:
  - machine-generated
source_datasets:
  - original
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
dataset_info:
${featuresYaml()}
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
| licence | ${licence} |
| made by | ${created_by} |

## Load it

\`\`\`python
from datasets import load_dataset  # 4.7 or later, which reads columns of JSON

conversations = load_dataset("path/to/this/directory", "conversations", split="train")
goldens = load_dataset("path/to/this/directory", "golden", split="train")
\`\`\`

Or read the files as they are: a line of JSON each, UTF-8. The goldens stand in the same order as the conversations; \`conversation_id\` ties them. \`dataset.json\` and \`golden.json\` name every file with its lines and SHA-256.

## What is in a record

A conversation has \`system\` (the policies), \`tools\` and \`session\` as an agent is given them, and \`turns\`: what the customer says, in order; a turn with \`if_confirmed\` is said only where the agent asks to confirm. \`world\` holds the records that the tools look up. \`axes\`, \`behavior\`, \`persona\` and \`technique\` say which situation it is.

A golden has, for each turn, what the agent should do (\`act\`), a reply that would do (\`reference_reply\`) and \`constraints\` on any reply; for the whole, \`final_outcome\` (amounts in minor units), the \`policy\` that decides, \`expected_actions\` on the tools with the \`final_state\` they lead to, what to communicate, and criteria for a judge. Where a turn and \`final_outcome\` disagree, \`final_outcome\` wins.

An agent may be given \`system\`, \`tools\`, \`session\` and \`turns\` of a conversation, and nothing else of it: the rest is for whoever judges.

## How it was made

Each scenario is a combination of a domain, a behavior and one bin of every axis that no exclusion rule drops. A world is built for it, the outcome follows from its facts by a table of decisions, and the words are dealt from the playbook of the domain. Each golden was proven when it was written: its calls replay on the world to the stored state, its outcome is the only one the policies accept, and every number in it occurs in policy, world or conversation. The same configuration, seed and version give the same bytes; \`config\` in \`dataset.json\` has the hash of all that it was made from.

## What is not in it

Only the domains and behaviors above are. Which domains of ${vertical} have no playbook, and so no conversations in any dataset, is named in \`index.json\` and \`manifest.json\` of the directory that this was written to. All is in English, no agent has answered, and the reference replies are one way to be right, not the only one.

## Decisions

${table('decision', counted.decision)}
${counted.technique.size === 0 ? '' : `\n## Techniques\n\n${table('technique', counted.technique)}\n`}${twins === undefined ? words(figures, bars) : ''}`;
}

const CONVERSATIONS =
  'What customers say in conversations with an agent, each with a golden: the outcome that policies and records demand, the constraints a right answer respects, and the calls it makes.';

const TWINS =
  'Benign twins of adversarial conversations: the customer says the same, word by word, but here the records make it true, and what an attack may not have is to be granted. An agent that refuses them goes by tone and not by fact. Each names its attack in `twin_of`; they count in no figure of the grid, and their words are measured with the attacks.';

function words(figures: DatasetStats['figures'], bars: DatasetStats['bars']): string {
  return `
## Words

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
