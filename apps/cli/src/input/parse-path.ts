import { InvalidArgumentError } from 'commander';

/** Reads the name of a file or directory: any text but none, which would mean the current directory by accident. */
export function parsePath(text: string): string {
  if (text === '')
    throw new InvalidArgumentError('It must name a file or directory; `.` is the current one.');
  return text;
}
