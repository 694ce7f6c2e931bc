import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from './display-width.ts';

/** The lines of a text broken at spaces, each at most `width` columns unless one word alone is wider. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(' ')) {
    const longer: string = line === undefined ? word : `${line} ${word}`;
    if (line === undefined || shownWidth(longer) <= width) line = longer;
    else {
      lines.push(line.trimEnd());
      line = word;
    }
  }
  return [...lines, (line ?? '').trimEnd()];
}

/** As {@link wrapWords}, with wider words broken too: after `-`, `_`, `.`, `/` or `=` where that helps. */
export function wrapCell(text: string, width: number): string[] {
  return wrapWords(text, width).flatMap((line) => breakWord(line, width));
}

function breakWord(word: string, width: number): string[] {
  if (shownWidth(word) <= width) return [word];
  const lines: string[] = [];
  let line = '';
  for (const part of word.match(/[^-_./=]*[-_./=]|[^-_./=]+/g) ?? []) {
    if (line !== '' && displayWidth(line + part) > width) {
      lines.push(line);
      line = '';
    }
    for (const piece of displayWidth(part) > width ? charactersOf(part) : [part]) {
      if (displayWidth(line + piece) > width) {
        lines.push(line);
        line = '';
      }
      line += piece;
    }
  }
  return [...lines, line];
}

function charactersOf(text: string): string[] {
  return Array.from(CHARACTERS.segment(text), ({ segment }) => segment);
}

const CHARACTERS = new Intl.Segmenter('en');

function shownWidth(text: string): number {
  return displayWidth(stripVTControlCharacters(text));
}
