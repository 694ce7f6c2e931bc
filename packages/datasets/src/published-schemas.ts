import { z } from 'zod';
import { catalogueSchema } from './catalogue.ts';
import { datasetSchema, goldenFileSchema } from './dataset-schema.ts';

/** A JSON Schema, draft 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const SCHEMAS = {
  dataset: { schema: datasetSchema, version: 2 },
  golden: { schema: goldenFileSchema, version: 2 },
  catalogue: { schema: catalogueSchema, version: 1 },
} as const;

/** A document of this package that has a JSON Schema. */
export type DatasetDocumentKind = keyof typeof SCHEMAS;

/** Every document of this package that has a JSON Schema; the files of `schemas/` are named after them. */
export const datasetDocumentKinds = Object.keys(SCHEMAS) as readonly DatasetDocumentKind[];

/** JSON Schema of a document. Lines of parts have those of `@covergrid/worlds`. */
export function datasetJsonSchema(kind: DatasetDocumentKind): JsonSchema {
  const { schema, version } = SCHEMAS[kind];
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { $schema, $id: `urn:covergrid:schema:${kind}:${version}`, ...rest };
}
