import { conversationSchema, goldenSchema } from '@covergrid/worlds';
import { z } from 'zod';

/** A column of a file, as Hugging Face names types; `json` where records differ in shape. */
interface CardFeature {
  readonly name: string;
  readonly type: 'string' | 'int64' | 'strings' | 'json';
}

/**
 * The columns of conversations and goldens, from their schemas. They have to be declared: what a loader infers from
 * the first lines, such as the fields of an outcome or of a world, does not hold for those that follow.
 */
export function cardFeatures(): Readonly<Record<'conversations' | 'golden', readonly CardFeature[]>> {
  return { conversations: featuresOf(conversationSchema), golden: featuresOf(goldenSchema) };
}

function featuresOf(schema: z.ZodType): CardFeature[] {
  const { properties = {} } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { type, items } = property as z.core.JSONSchema.JSONSchema;
    const isText = (of: unknown): boolean =>
      typeof of === 'object' && of !== null && 'type' in of && of.type === 'string';
    if (type === 'string') return { name, type };
    if (type === 'integer') return { name, type: 'int64' };
    return { name, type: type === 'array' && isText(items) ? 'strings' : 'json' };
  });
}

/** The columns of both files, as the front matter of a card has them. */
export function featuresYaml(): string {
  const feature = ({ name, type }: CardFeature): string =>
    `      - name: ${name}\n        ${type === 'strings' ? 'list: string' : `dtype: ${type}`}`;
  return Object.entries(cardFeatures())
    .map(
      ([config, features]) =>
        `  - config_name: ${config}\n    features:\n${features.map(feature).join('\n')}`,
    )
    .join('\n');
}
