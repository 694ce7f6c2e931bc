/** One row of the layer table. */
export interface Layer {
  /** As in arrows and messages: `rules`. */
  readonly name: string;
  readonly directory: string;
  readonly package: string;
  /** The lower rows it may import. */
  readonly mayImport: readonly string[];
  /** What its tests may import besides: content, used as test data. */
  readonly testsMayImport?: readonly string[];
}

/**
 * The layers, top to bottom; an arrow may only point to a lower row.
 *
 * A new package needs a row here. `rules` and `enumerator` know no vertical: `commerce` is content, and another
 * vertical must work without a change of the engine.
 */
export const LAYERS: readonly Layer[] = [
  {
    name: 'cli',
    directory: 'apps/cli',
    package: 'covergrid',
    mayImport: [
      'orchestrator',
      'reporting',
      'evaluator',
      'runner',
      'datasets',
      'generators',
      'enumerator',
      'rules',
      'commerce',
      'worlds',
      'testdata',
      'taxonomy',
      'llm',
      'core',
    ],
  },
  {
    name: 'orchestrator',
    directory: 'packages/orchestrator',
    package: '@covergrid/orchestrator',
    mayImport: [
      'reporting',
      'evaluator',
      'runner',
      'datasets',
      'generators',
      'enumerator',
      'rules',
      'commerce',
      'worlds',
      'testdata',
      'taxonomy',
      'llm',
      'core',
    ],
  },
  {
    name: 'reporting',
    directory: 'packages/reporting',
    package: '@covergrid/reporting',
    mayImport: ['datasets', 'enumerator', 'rules', 'taxonomy', 'llm', 'core'],
    testsMayImport: ['commerce'],
  },
  {
    name: 'evaluator',
    directory: 'packages/evaluator',
    package: '@covergrid/evaluator',
    mayImport: ['runner', 'worlds', 'testdata', 'llm', 'core'],
    testsMayImport: ['datasets', 'generators', 'enumerator', 'rules', 'commerce'],
  },
  {
    name: 'runner',
    directory: 'packages/runner',
    package: '@covergrid/runner',
    mayImport: ['datasets', 'worlds', 'testdata', 'llm', 'core'],
    testsMayImport: ['generators', 'enumerator', 'rules', 'commerce'],
  },
  {
    name: 'datasets',
    directory: 'packages/datasets',
    package: '@covergrid/datasets',
    mayImport: ['generators', 'worlds', 'testdata', 'core'],
    testsMayImport: ['enumerator', 'rules', 'commerce'],
  },
  {
    name: 'generators',
    directory: 'packages/generators',
    package: '@covergrid/generators',
    mayImport: ['worlds', 'testdata', 'core'],
    testsMayImport: ['enumerator', 'rules', 'commerce', 'taxonomy'],
  },
  {
    name: 'enumerator',
    directory: 'packages/enumerator',
    package: '@covergrid/enumerator',
    mayImport: ['rules', 'taxonomy', 'core'],
    testsMayImport: ['commerce'],
  },
  {
    name: 'rules',
    directory: 'packages/rules',
    package: '@covergrid/rules',
    mayImport: ['taxonomy', 'core'],
    testsMayImport: ['commerce'],
  },
  {
    name: 'commerce',
    directory: 'packages/commerce',
    package: '@covergrid/commerce',
    mayImport: ['worlds', 'testdata', 'taxonomy', 'core'],
  },
  {
    name: 'worlds',
    directory: 'packages/worlds',
    package: '@covergrid/worlds',
    mayImport: ['testdata', 'taxonomy', 'core'],
  },
  {
    name: 'testdata',
    directory: 'packages/testdata',
    package: '@covergrid/testdata',
    mayImport: ['core'],
  },
  {
    name: 'taxonomy',
    directory: 'packages/taxonomy',
    package: '@covergrid/taxonomy',
    mayImport: ['core'],
  },
  {
    name: 'llm',
    directory: 'packages/llm',
    package: '@covergrid/llm',
    mayImport: ['core'],
  },
  { name: 'core', directory: 'packages/core', package: '@covergrid/core', mayImport: [] },
];
