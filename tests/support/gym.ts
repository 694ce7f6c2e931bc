import { codeBlocks, type CodeBlock } from './code-blocks.ts';
import { readText } from './repository.ts';
import { writeShownFiles } from './shown-files.ts';

const GUIDE = 'docs/guides/write-a-vertical.md';

/** The blocks of the guide to verticals of one's own. */
export const guideBlocks: readonly CodeBlock[] = codeBlocks(GUIDE, readText(GUIDE));

/** Writes the vertical of that guide, a gym that freezes memberships, as it is in the end. */
export function writeGym(directory: string): void {
  writeShownFiles(directory, guideBlocks);
}
