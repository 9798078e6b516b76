import { hashOfText } from "./stored-text.ts";
import { differInNumbersOnly, joinNumbers, type NumberedText, splitNumbers } from "./numerals.ts";

/**
 * The text that a program's content is kept as, JSON of its source and its words, in the forms that packing
 * needs, each made when it is asked for.
 */
export class ContentText {
  /** Characters, or about as many: what it takes to keep it at hand. */
  readonly size: number;
  #text: string | null;
  #bytes: Buffer | null = null;
  #form: string | null = null;
  #source: NumberedText | null;
  #words: NumberedText | null;

  private constructor(
    size: number,
    text: string | null,
    source: NumberedText | null,
    words: NumberedText | null,
  ) {
    this.size = size;
    this.#text = text;
    this.#source = source;
    this.#words = words;
  }

  static ofText(text: string): ContentText {
    return new ContentText(text.length, text, null, null);
  }

  /** @param like - a content that differs in numbers alone */
  static ofParts(source: NumberedText, words: NumberedText, like: ContentText): ContentText {
    return new ContentText(like.size, null, source, words);
  }

  static ofSourceAnd(source: NumberedText, words: string): ContentText {
    const text = joinNumbers(source) + words;
    return new ContentText(text.length, text, source, null);
  }

  get text(): string {
    this.#text ??= joinNumbers(this.source) + joinNumbers(this.words);
    return this.#text;
  }

  get bytes(): Buffer {
    this.#bytes ??= Buffer.from(this.text);
    return this.#bytes;
  }

  /** The program's source, with the bracket before it. */
  get source(): NumberedText {
    this.#source ??= splitNumbers(this.text.slice(0, endOfSource(this.text)));
    return this.#source;
  }

  /** All behind the source. */
  get words(): NumberedText {
    this.#words ??= splitNumbers(this.wordsText);
    return this.#words;
  }

  get wordsText(): string {
    return this.text.slice(endOfSource(this.text));
  }

  /** A hash of all that is not a number; the empty text for a content too long to be split. */
  get form(): string {
    if (this.size > LONGEST_SPLIT) return "";
    const between = [...this.source.between, ...this.words.between].join("\0");
    this.#form ??= Buffer.from(hashOfText(between)).toString("latin1");
    return this.#form;
  }

  /** Parts that packing as changes of numbers can leave out. */
  shares(other: ContentText): "all" | "source" | "nothing" {
    if (this.size > LONGEST_SPLIT || !differInNumbersOnly(this.source, other.source)) return "nothing";
    return differInNumbersOnly(this.words, other.words) ? "all" : "source";
  }
}

/** Where the first string of a JSON list ends. */
function endOfSource(text: string): number {
  for (let at = 2; at < text.length; at += 1) {
    const next = text.indexOf('"', at);
    if (next === -1) break;
    let slashes = next;
    while (text[slashes - 1] === "\\") slashes -= 1;
    if ((next - slashes) % 2 === 0) return next + 1;
    at = next;
  }
  return text.length;
}

/** Characters of a content that is worth splitting at its numbers. */
const LONGEST_SPLIT = 1 << 18;
