/**
 * The line, from 1, at which the value of a path begins in a JSON text; that of the nearest container where the path
 * leads nowhere. The text has to be JSON.
 */
export function lineInJson(text: string, path: readonly PropertyKey[]): number {
  return text.slice(0, new Walk(text).find(path)).split('\n').length;
}

/** The lines, from 1, at which the elements of the list at a path begin; in one pass over the text. */
export function elementLines(text: string, path: readonly PropertyKey[]): number[] {
  const lines: number[] = [];
  let line = 1;
  let from = 0;
  for (const offset of new Walk(text).elements(path)) {
    for (let at = text.indexOf('\n', from); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
    from = offset;
    lines.push(line);
  }
  return lines;
}

/** The line, from 1, at which JSON.parse gave up. */
export function lineOfSyntaxError(text: string, error: unknown): number {
  const position = /position (\d+)/.exec(String(error))?.[1];
  const read = position === undefined ? text.trimEnd() : text.slice(0, Number(position));
  return read.split('\n').length;
}

const STRING = /"(?:[^"\\]+|\\.)*"/y;
const SCALAR = /[^,\]}\s]+/y;
const SPACE = /[\s:,]*/y;

/** Walks along a JSON text without keeping what it passes. */
class Walk {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  find(path: readonly PropertyKey[]): number {
    this.#take(SPACE);
    let found = this.#at;
    for (const step of path) {
      if (!this.#enter(step)) return found;
      found = this.#at;
    }
    return found;
  }

  /** Offsets of the elements of a list. */
  *elements(path: readonly PropertyKey[]): Generator<number> {
    this.find(path);
    if (this.#text[this.#at] !== '[') return;
    this.#at++;
    for (;;) {
      this.#take(SPACE);
      if (this.#at >= this.#text.length || this.#text[this.#at] === ']') return;
      yield this.#at;
      this.#skip();
    }
  }

  /** Goes to a member of the object or list at hand; false where it has none such. */
  #enter(step: PropertyKey): boolean {
    const opening = this.#text[this.#at];
    if (opening !== '{' && opening !== '[') return false;
    this.#at++;
    for (let index = 0; ; index++) {
      this.#take(SPACE);
      if (this.#at >= this.#text.length || '}]'.includes(this.#text[this.#at]!)) return false;
      const key: unknown = opening === '{' ? JSON.parse(this.#take(STRING)) : index;
      this.#take(SPACE);
      if (String(key) === String(step)) return true;
      this.#skip();
    }
  }

  /** Passes one value. */
  #skip(): void {
    let depth = 0;
    do {
      this.#take(SPACE);
      const character = this.#text[this.#at];
      if (character === undefined) return;
      if (character === '"') this.#take(STRING);
      else if ('{['.includes(character)) depth += this.#step(1);
      else if ('}]'.includes(character)) depth += this.#step(-1);
      else this.#take(SCALAR);
    } while (depth > 0);
  }

  #step(change: number): number {
    this.#at++;
    return change;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const taken = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += taken.length;
    return taken;
  }
}
