import { idSchema } from '@covergrid/core/schema';
import { z } from 'zod';
import type { DatasetMetadata } from './dataset-schema.ts';

/** Schema of `index.json`: which datasets a vertical has, and which of its domains have none yet. */
export const catalogueSchema = z
  .strictObject({
    schema: z.literal('covergrid/catalogue@1'),
    vertical: idSchema,
    datasets: z.array(
      z.strictObject({
        dataset_id: z.string(),
        version: z.string(),
        path: z.string().describe('Relative to this file.'),
        domains: z.array(idSchema),
        behaviors: z.array(idSchema),
        conversations: z.number().int(),
        twins: z.literal(true).optional().describe('Benign twins of adversarial conversations.'),
      }),
    ),
    without_playbook: z.array(idSchema).describe('Domains that have no playbook, and so no conversations.'),
  })
  .meta({ title: 'Covergrid catalogue', description: 'The datasets of a vertical.' });

/** Contents of `index.json`. */
export type Catalogue = z.output<typeof catalogueSchema>;

/** The catalogue of some datasets, sorted by id, as text. */
export function renderCatalogue(
  vertical: string,
  datasets: readonly { readonly path: string; readonly metadata: DatasetMetadata }[],
  withoutPlaybook: readonly string[],
): string {
  const catalogue: Catalogue = {
    schema: 'covergrid/catalogue@1',
    vertical,
    datasets: datasets
      .map(({ path, metadata }) => ({
        dataset_id: metadata.dataset_id,
        version: metadata.version,
        path,
        domains: [...metadata.scope.domains],
        behaviors: [...metadata.scope.behaviors],
        conversations: metadata.counts.conversations,
        ...(metadata.twins && { twins: metadata.twins }),
      }))
      .toSorted((a, b) => (a.dataset_id < b.dataset_id ? -1 : 1)),
    without_playbook: [...withoutPlaybook].toSorted(),
  };
  return `${JSON.stringify(catalogue, null, 2)}\n`;
}
