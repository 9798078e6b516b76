import { differInNumbersOnly, joinNumbers, type NumberedText, splitLike, splitNumbers } from "./numerals.ts";

/**
 * The text that a program's content is kept as, JSON of its source and its words, in the forms that packing
 * needs, each made when it is asked for.
 */
export class ContentText {
  /** Characters, or about as many: what it takes to keep it at hand. */
  readonly size: number;
  #sourceText: string | null;
  #wordsText: string | null;
  #source: NumberedText | null;
  #words: NumberedText | null;
  #bytes: Buffer | null = null;

  private constructor(size: number, source: string | NumberedText, words: string | NumberedText) {
    this.size = size;
    const isText = typeof source === "string";
    this.#sourceText = isText ? source : null;
    this.#source = isText ? null : source;
    const areText = typeof words === "string";
    this.#wordsText = areText ? words : null;
    this.#words = areText ? null : words;
  }

  static ofText(text: string): ContentText {
    const end = endOfSource(text);
    return ContentText.of(text.slice(0, end), text.slice(end));
  }

  /** @param source - with the bracket before it. @param words - all behind the source */
  static of(source: string, words: string): ContentText {
    return new ContentText(source.length + words.length, source, words);
  }

  /** @param like - a content that differs in numbers alone */
  static ofParts(source: NumberedText, words: NumberedText, like: ContentText): ContentText {
    return new ContentText(like.size, source, words);
  }

  static ofSourceAnd(source: NumberedText, words: string): ContentText {
    return ContentText.of(joinNumbers(source), words);
  }

  get text(): string {
    return this.sourceText + this.wordsText;
  }

  /** The program's source, with the bracket before it. */
  get sourceText(): string {
    this.#sourceText ??= joinNumbers(this.source);
    return this.#sourceText;
  }

  get bytes(): Buffer {
    this.#bytes ??= Buffer.from(this.text);
    return this.#bytes;
  }

  get source(): NumberedText {
    this.#source ??= splitNumbers(this.sourceText);
    return this.#source;
  }

  /** All behind the source. */
  get words(): NumberedText {
    this.#words ??= splitNumbers(this.wordsText);
    return this.#words;
  }

  get wordsText(): string {
    this.#wordsText ??= joinNumbers(this.words);
    return this.#wordsText;
  }

  /** True where it is short enough to be split at its numbers. */
  get isSplit(): boolean {
    return this.size <= LONGEST_SPLIT;
  }

  /** Parts that packing as changes of numbers can leave out; what is alike is kept once. */
  shares(other: ContentText): "all" | "source" | "nothing" {
    if (!this.isSplit) return "nothing";
    const source =
      this.#source?.between === other.source.between
        ? this.#source
        : splitLike(this.sourceText, other.source);
    if (source === null) return "nothing";
    this.#source = source;
    // words are short, and compared with those of many
    if (!differInNumbersOnly(this.words, other.words)) return "source";
    this.#words = { ...this.words, between: other.words.between };
    return "all";
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
