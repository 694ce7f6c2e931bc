import { inflateSync } from 'node:zlib';

/** Pages and text of a PDF that Chromium printed. */
export interface PdfText {
  pages: number;
  /** All text without white space, in drawing order: PDF has positions, not spaces. */
  text: string;
}

/**
 * Reads the text back out of a PDF as Chromium writes it: fonts named after their object (`/F4` is object 4), each
 * with a `ToUnicode` map, and glyphs shown as hex or literal strings of two-byte codes. No general reader of PDF.
 */
export function pdfText(pdf: Uint8Array): PdfText {
  const file = Buffer.from(pdf).toString('latin1');
  const objects = new Map(
    [...file.matchAll(/(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj/gs)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  );
  const fonts = new Map(
    [...objects].flatMap(([number, object]) => {
      const map = /\/ToUnicode (\d+) 0 R/.exec(object)?.[1];
      return map === undefined ? [] : [[`F${number}`, glyphMap(streamOf(objects.get(map) ?? ''))] as const];
    }),
  );
  const pages = [...objects.values()].filter((object) => object.startsWith('<</Type /Page\n'));
  const contents = pages.map((page) => objects.get(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '') ?? '');
  const text = contents.map((content) => shownText(streamOf(content), fonts)).join('');
  return { pages: pages.length, text: text.replace(/\s+/g, '') };
}

function streamOf(object: string): string {
  const bytes = /stream\n(.*)\nendstream/s.exec(object)?.[1] ?? '';
  const raw = Buffer.from(bytes, 'latin1');
  return object.includes('/FlateDecode') ? inflateSync(raw).toString('latin1') : bytes;
}

function glyphMap(map: string): Map<number, string> {
  const glyphs = new Map<number, string>();
  for (const [, section = ''] of map.matchAll(/beginbfchar\n(.*?)endbfchar/gs)) {
    for (const [, code = '', unicode = ''] of section.matchAll(/<(\w+)> <(\w+)>/g)) {
      glyphs.set(Number.parseInt(code, 16), utf16(unicode));
    }
  }
  for (const [, section = ''] of map.matchAll(/beginbfrange\n(.*?)endbfrange/gs)) {
    for (const [, first = '', last = '', unicode = ''] of section.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const start = Number.parseInt(first, 16);
      for (let code = start; code <= Number.parseInt(last, 16); code++) {
        glyphs.set(code, String.fromCodePoint(Number.parseInt(unicode, 16) + code - start));
      }
    }
  }
  return glyphs;
}

function shownText(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let glyphs: ReadonlyMap<number, string> = new Map();
  let text = '';
  for (const [, font, hex] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map();
    for (const code of hex?.match(/.{4}/g) ?? []) text += glyphs.get(Number.parseInt(code, 16)) ?? '';
  }
  return text;
}

function utf16(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}
