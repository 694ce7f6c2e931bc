import { manifestJsonSchema } from '@covergrid/enumerator';
import { ratesJsonSchema } from '@covergrid/reporting';
import { exclusionsJsonSchema, taxonomyJsonSchema } from '@covergrid/taxonomy';
import type { SchemaName } from '../declarations/taxonomy-commands.ts';
import type { Session } from '../session.ts';

const SCHEMAS = {
  taxonomy: taxonomyJsonSchema,
  exclusions: exclusionsJsonSchema,
  rates: ratesJsonSchema,
  manifest: manifestJsonSchema,
} as const;

/** `covergrid taxonomy schema` */
export function taxonomySchema(name: SchemaName, { screen }: Session): void {
  screen.printJson(SCHEMAS[name]());
}
