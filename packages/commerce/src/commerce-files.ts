import { fileURLToPath } from 'node:url';

/** Absolute paths of the configuration files that this package ships. */
export const commerceFiles = {
  taxonomyFile: fileURLToPath(new URL('../data/taxonomy.yaml', import.meta.url)),
  exclusionsFile: fileURLToPath(new URL('../data/exclusions.yaml', import.meta.url)),
} as const;
