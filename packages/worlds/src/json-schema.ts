import type { Json } from '@covergrid/testdata';
import { z } from 'zod';

/** Schema of any JSON value. */
export const jsonSchema: z.ZodType<Json> = z.json();
