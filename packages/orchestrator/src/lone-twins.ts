import path from 'node:path';
import { isCovergridError, isReasonToStop } from '@covergrid/core';
import { HEADERS, openDataset, type DatasetFinding, type DatasetMetadata } from '@covergrid/datasets';

/**
 * Benign twins whose attacks stand in no dataset beside them, of the same seed and as many variants, by what the headers
 * say: that a dataset holds what its header says is verified for each by itself.
 *
 * @param found the datasets below `root`
 * @throws INPUT_UNREADABLE
 */
export async function loneTwins(root: string, found: readonly string[]): Promise<DatasetFinding[]> {
  const datasets: { readonly below: string; readonly metadata: DatasetMetadata }[] = [];
  for (const below of found) {
    try {
      datasets.push({ below, metadata: (await openDataset(path.join(root, below))).document.metadata });
    } catch (error) {
      if (!isCovergridError(error) || isReasonToStop(error)) throw error;
      // Said of the dataset itself already.
      return [];
    }
  }
  return datasets.flatMap(({ below, metadata }) =>
    metadata.twins === undefined ? [] : lackingCells(metadata, datasets).map((cell) => finding(below, cell)),
  );
}

/** Cells of a dataset of twins that no dataset of conversations is about. */
function lackingCells(
  { scope, seed, variants }: DatasetMetadata,
  datasets: readonly { readonly metadata: DatasetMetadata }[],
): string[] {
  const beside = datasets
    .map(({ metadata }) => metadata)
    .filter((other) => other.twins === undefined && other.seed === seed && other.variants === variants);
  return scope.domains.flatMap((domain) =>
    scope.behaviors
      .filter(
        (behavior) =>
          !beside.some(
            ({ scope: other }) => other.domains.includes(domain) && other.behaviors.includes(behavior),
          ),
      )
      .map((behavior) => `${domain}, ${behavior}`),
  );
}

function finding(below: string, cell: string): DatasetFinding {
  return {
    file: path.posix.join(below, HEADERS.dataset),
    line: 1,
    kind: 'orphan',
    severity: 'error',
    message: `The attacks of ${cell} stand in no dataset beside their twins, of the same seed and as many variants.`,
  };
}
