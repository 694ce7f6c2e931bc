import { CovergridError, printable, takeSteps, type RunningOptions } from '@covergrid/core';
import { ScenarioIds } from '@covergrid/enumerator';
import { dimensionsOf } from '@covergrid/taxonomy';
import { findDatasets, loadDatasetConfiguration, type LoadedDataset } from './dataset-directories.ts';
import { explainSteps, type ScenarioExplanation, type ScenarioReference } from './explain-scenario.ts';

/**
 * Explains a scenario with the configuration and seed of a planned grid; where a directory holds several, an id finds
 * its own.
 *
 * @throws DATASET_NOT_FOUND, DATASET_INCOMPLETE, DATASET_CORRUPT, CONFIG_*, INPUT_*; SCENARIO_NOT_FOUND; USAGE also
 *   for values where it is open which grid is meant; INTERRUPTED, MEMORY_LIMIT
 */
export async function explainDataset(
  directory: string,
  scenario: ScenarioReference,
  options: RunningOptions = {},
): Promise<ScenarioExplanation> {
  const directories = await findDatasets(directory);
  const { configuration, manifest } =
    directories.length === 1
      ? await loadDatasetConfiguration(directories[0]!)
      : await datasetOf(directories, scenario);
  return takeSteps(explainSteps(configuration, manifest.seed, scenario), options);
}

async function datasetOf(
  directories: readonly string[],
  scenario: ScenarioReference,
): Promise<LoadedDataset> {
  const names = directories.map((name) => printable(name)).join(', ');
  if (!('id' in scenario)) {
    throw new CovergridError(
      'USAGE',
      `Several planned grids are there: name one of ${names}, or a scenario id.`,
    );
  }
  for (const directory of directories) {
    const dataset = await loadDatasetConfiguration(directory);
    const { taxonomy } = dataset.configuration;
    if (new ScenarioIds(taxonomy.id, dimensionsOf(taxonomy)).find(scenario.id) !== undefined) return dataset;
  }
  throw new CovergridError('SCENARIO_NOT_FOUND', `"${printable(scenario.id)}" is no scenario of ${names}.`);
}
