/** A fenced code block of a markdown file, or an `@example` of a source file. */
export interface CodeBlock {
  readonly file: string;
  /** 1-based line of its first line of code. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** Why it is not run, from `<!-- not run: reason -->` before it. */
  readonly notRun: string | undefined;
}

/** The fenced code blocks of a markdown text, in order. Throws on a fence that never closes. */
export function codeBlocks(file: string, markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const fence = /^(\s*)(`{3,}|~{3,})\s*([\w-]*)/.exec(lines[at] ?? '');
    if (fence === null) continue;
    const [, indent = '', ticks = '', language = ''] = fence;
    const end = lines.findIndex((line, other) => other > at && line.trim() === ticks);
    if (end === -1) throw new Error(`${file}:${at + 1} the code block never ends`);
    const code = lines.slice(at + 1, end).map((line) => line.replace(indent, ''));
    blocks.push({ file, line: at + 2, language, code: code.join('\n'), notRun: reasonBefore(lines, at) });
    at = end;
  }
  return blocks;
}

function reasonBefore(lines: readonly string[], fence: number): string | undefined {
  const before = lines.slice(0, fence).findLast((line) => line.trim() !== '');
  return /^\s*<!-- not run: (.+?) -->\s*$/.exec(before ?? '')?.[1];
}
