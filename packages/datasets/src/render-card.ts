import { formatCount } from '@covergrid/core';
import type { DatasetMetadata, Part } from './dataset-schema.ts';

/** What a card says beside the metadata: conversations by decision, and by technique. */
export interface CardCounts {
  readonly decisions: ReadonlyMap<string, number>;
  readonly techniques: ReadonlyMap<string, number>;
}

/** The dataset card: `README.md` with the front matter that Hugging Face reads. */
export function renderCard(
  metadata: DatasetMetadata,
  parts: { readonly conversations: readonly Part[]; readonly goldens: readonly Part[] },
  { decisions, techniques }: CardCounts,
): string {
  const { dataset_id, version, vertical, scope, difficulty, seed, variants, counts, licence } = metadata;
  const files = (list: readonly Part[]): string => list.map(({ path }) => `      - ${path}`).join('\n');
  return `---
license: ${licence.toLowerCase()}
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
${files(parts.conversations)}
  - config_name: golden
    data_files:
${files(parts.goldens)}
---

# ${dataset_id} ${version}

Conversations of customers with an online store, each with a golden: the outcome that policy and stock demand, the constraints a right answer respects, and the calls it makes. Made by a program from declared situations; no person is behind them, and no real shop.

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

${table('decision', decisions)}
${techniques.size === 0 ? '' : `\n## Techniques\n\n${table('technique', techniques)}\n`}
An agent may be given \`system\`, \`tools\`, \`session\` and \`turns\` of a conversation, and nothing else of it: the rest is for whoever judges.
`;
}

function table(what: string, counts: ReadonlyMap<string, number>): string {
  const rows = [...counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([name, count]) => `| ${name} | ${formatCount(count)} |`);
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
