import { fileURLToPath } from 'node:url';

/** Absolute path of the directory of the vertical that this package ships. */
export const commerceDirectory: string = fileURLToPath(new URL('../data', import.meta.url));
