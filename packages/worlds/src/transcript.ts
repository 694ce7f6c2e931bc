import type { JsonObject } from '@covergrid/testdata';
import { looseText, plainText } from './plain-text.ts';
import { valuesInText, type TextValues } from './values-in-text.ts';

/** A call of a tool. */
export interface ToolCall {
  readonly tool: string;
  readonly arguments: JsonObject;
}

/** What an agent said and did after one turn of the customer. */
export interface AgentTurn {
  /** Empty where it said nothing. */
  readonly reply: string;
  readonly calls: readonly ToolCall[];
}

/** What an agent said and did, aligned with the customer's turns by index. */
export interface Transcript {
  readonly turns: readonly AgentTurn[];
}

/** A part of a transcript, read once for all constraints on it. */
export class TranscriptReading {
  readonly turns: readonly AgentTurn[];
  #text: string | undefined;
  #values: TextValues | undefined;
  #sentences: readonly string[] | undefined;
  #loose: string | undefined;

  constructor(turns: readonly AgentTurn[]) {
    this.turns = turns;
  }

  /** All replies, one to a line, without typography. */
  get text(): string {
    return (this.#text ??= plainText(this.turns.map(({ reply }) => reply).join('\n')));
  }

  /** All replies as phrases are looked for in them: see {@link looseText}. */
  get loose(): string {
    return (this.#loose ??= looseText(this.text));
  }

  get values(): TextValues {
    return (this.#values ??= valuesInText(this.text));
  }

  get calls(): readonly ToolCall[] {
    return this.turns.flatMap(({ calls }) => calls);
  }

  /** What was said and done from a turn on. */
  since(turn: number): TranscriptReading {
    return turn === 0 ? this : new TranscriptReading(this.turns.slice(turn));
  }

  /** Every sentence with its end, in order. */
  sentences(): readonly string[] {
    return (this.#sentences ??= (this.text.match(/[^.!?\n]+(?:\.(?=\d)[^.!?\n]*)*[.!?]*/g) ?? []).flatMap(
      pieces,
    ));
  }
}

/** What a sentence may hold; also what keeps the time linear in text without end. */
const LONGEST_SENTENCE = 1000;

function pieces(sentence: string): string[] {
  if (sentence.length <= LONGEST_SENTENCE) return [sentence];
  return sentence.match(/.{1,999}(?:\s|$)|.{1,1000}/gs) ?? [];
}
