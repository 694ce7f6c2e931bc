import { displayWidth } from './display-width.ts';

/**
 * The lines of a name broken after spaces, hyphens and slashes, each at most `width` columns; undefined where one
 * piece alone is wider.
 */
export function wrapName(name: string, width: number): string[] | undefined {
  const lines: string[] = [];
  let line = '';
  for (const piece of name.match(/[^\s/-]*[/-]+|[^\s/-]+ ?|\s+/g) ?? []) {
    if (displayWidth(piece.trimEnd()) > width) return undefined;
    if (displayWidth((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  lines.push(line.trimEnd());
  return lines.filter((text) => text !== '');
}

/** The smallest width at which a name takes at most `lines` lines. */
export function widthForLines(name: string, lines: number): number {
  for (let width = 1; ; width++) {
    const wrapped = wrapName(name, width);
    if (wrapped !== undefined && wrapped.length <= lines) return width;
  }
}
