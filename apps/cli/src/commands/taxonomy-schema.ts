import { manifestJsonSchema } from '@covergrid/enumerator';
import { llmJsonSchema } from '@covergrid/llm';
import { exclusionsJsonSchema, taxonomyJsonSchema } from '@covergrid/taxonomy';
import { domainModelJsonSchema } from '@covergrid/testdata';
import { jsonSchemaOf } from '@covergrid/worlds';
import type { SchemaName } from '../declarations/taxonomy-commands.ts';
import type { Session } from '../session.ts';

const SCHEMAS = {
  taxonomy: taxonomyJsonSchema,
  exclusions: exclusionsJsonSchema,
  'domain-model': domainModelJsonSchema,
  behaviors: () => jsonSchemaOf('behaviors'),
  'decision-table': () => jsonSchemaOf('decision-table'),
  playbook: () => jsonSchemaOf('playbook'),
  rates: () => llmJsonSchema('rates'),
  manifest: manifestJsonSchema,
} as const;

/** `covergrid taxonomy schema` */
export function taxonomySchema(name: SchemaName, { screen }: Session): void {
  screen.printJson(SCHEMAS[name]());
}
