import { printable } from '@covergrid/core';

/** A path on one line, whatever it is made of. */
export function pathText(path: string): string {
  return printable(path, 4000);
}
