import { resolveConfiguration } from '@covergrid/orchestrator';
import type { Configuration } from '@covergrid/taxonomy';
import type { SourceFlags } from '../declarations/source-options.ts';

/** Reads the configuration that the options name. */
export function resolveSource({ vertical, taxonomy, exclusions }: SourceFlags): Promise<Configuration> {
  return resolveConfiguration({ vertical, taxonomyFile: taxonomy, exclusionsFile: exclusions });
}
