/** Where the copies of the configuration stand beside a manifest. */
export const CONFIG_FILES = {
  taxonomy: 'config/taxonomy.json',
  exclusions: 'config/exclusions.json',
} as const;

/** A canonical configuration as text: indented JSON with a final line feed. */
export function configText(config: object): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}
