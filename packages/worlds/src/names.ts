import { z } from 'zod';
import { parsePhrase } from './phrase.ts';

/** Schema of a name that references and slots use: `order`, `days_since_delivery`. */
export const nameSchema = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and "_", beginning with a letter');

/** Text of one line or more, not empty. */
export const textSchema = z.string().min(1).max(10_000);

/** Schema of a phrase: text with `(a|b)` alternations and `{{ slot | filter }}`. */
export const phraseSchema = z
  .string()
  .max(2000)
  .superRefine((text, context) => {
    for (const issue of parsePhrase(text).issues)
      context.addIssue({ code: 'custom', message: `must be a phrase, but ${issue}` });
  })
  .describe('Text with alternations (a|b) and slots {{ name.field | filter }}.');

/** Schema of phrases that say the same. */
export const phrasesSchema = z.array(phraseSchema).min(1).max(5000);
