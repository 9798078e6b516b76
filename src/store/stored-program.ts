import { constants, deflateRawSync, inflateRawSync, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { BitReader, BitWriter } from "./bit-stream.ts";
import { ContentText } from "./content-text.ts";
import { readNumberChanges, writeNumberChanges } from "./number-changes.ts";
import type { Words } from "./words.ts";

/**
 * A program's text with the words of the candidate that brought it; what is kept of a program, compressed.
 */
export interface ProgramContent {
  readonly source: string;
  /** `null` where the text was known before its candidate: the candidate's own row has them then. */
  readonly words: Words | null;
}

/**
 * A program's content as text: JSON, which can say lone surrogates, and begins unlike a dictionary of zstd's
 * own.
 */
export function contentText({ source, words }: ProgramContent): ContentText {
  return ContentText.of(`[${JSON.stringify(source)}`, words === null ? "]" : `,${JSON.stringify(words)}]`);
}

/**
 * The content that {@link contentText} was given.
 * @throws SyntaxError, TypeError for a text that is none
 */
export function readContentText({ text }: ContentText): ProgramContent {
  const parts: unknown = JSON.parse(text);
  const [source, words = null] = Array.isArray(parts) ? (parts as [unknown, unknown?]) : [];
  if (typeof source !== "string" || (words !== null && !Array.isArray(words)))
    throw new TypeError("not the content of a program");
  return { source, words: words as Words | null };
}

/**
 * A content compressed as a change of another: a child shares nearly everything with its parent, so little
 * is left. Where nothing but numbers differs, their changes are kept; else what zstd makes of the bytes.
 */
export function packChange(content: ContentText, base: ContentText | null): Uint8Array {
  const shared = base === null ? "nothing" : content.shares(base);
  if (base === null || shared === "nothing") return compress(content.bytes, base);
  const frame = packNumbers(content, base, shared);
  if (frame.length <= SURELY_SHORT) return frame;
  // rows that changed places are numbers that changed, too
  const other = compress(content.bytes, base);
  return other.length < frame.length ? other : frame;
}

/** The content that {@link packChange} was given. */
export function unpackChange(frame: Uint8Array, base: ContentText | null): ContentText {
  const kind = frame[0];
  if (base === null || (kind !== NUMBERS && kind !== NUMBERS_AND_WORDS && kind !== NUMBERS_AND_SHORT_WORDS))
    return ContentText.ofText(decompress(frame, base).toString("utf8"));
  const from = new BitReader(frame.subarray(1));
  const { source, words } = base;
  const numbers = readNumberChanges(from, source.numbers);
  const changed = { between: source.between, numbers };
  if (kind === NUMBERS) {
    const changedWords = { between: words.between, numbers: readNumberChanges(from, words.numbers) };
    return ContentText.ofParts(changed, changedWords, base);
  }
  const rest =
    kind === NUMBERS_AND_SHORT_WORDS
      ? inflateRawSync(from.rest(), { ...SHORT, dictionary: wordsOf(base), maxOutputLength: MOST_SHORT })
      : decompress(Buffer.concat([MAGIC, from.rest()]), base);
  return ContentText.ofSourceAnd(changed, rest.toString("utf8"));
}

function packNumbers(content: ContentText, base: ContentText, shared: "all" | "source"): Uint8Array {
  const words = shared === "all" ? null : wordsOf(content);
  const areShort = words !== null && words.length <= MOST_SHORT;
  const out = new BitWriter();
  out.bits(words === null ? NUMBERS : areShort ? NUMBERS_AND_SHORT_WORDS : NUMBERS_AND_WORDS, 8);
  writeNumberChanges(out, content.source.numbers, base.source.numbers);
  if (words === null) {
    writeNumberChanges(out, content.words.numbers, base.words.numbers);
    return out.bytes();
  }
  const rest = areShort
    ? deflateRawSync(words, { ...SHORT, dictionary: wordsOf(base) })
    : compress(words, base).subarray(MAGIC.length);
  return Buffer.concat([out.bytes(), rest]);
}

function wordsOf(content: ContentText): Buffer {
  return Buffer.from(content.wordsText);
}

function compress(bytes: Buffer, base: ContentText | null): Uint8Array {
  const options = { ...OPTIONS, pledgedSrcSize: bytes.length };
  return zstdCompressSync(bytes, base === null ? options : { ...options, dictionary: base.bytes });
}

function decompress(frame: Uint8Array, base: ContentText | null): Buffer {
  const limit = { maxOutputLength: LARGEST };
  return zstdDecompressSync(frame, base === null ? limit : { ...limit, dictionary: base.bytes });
}

/**
 * First bytes of frames that are changes of numbers, and of those whose words are zstd's or, a third of the work, deflated; zstd's
 * own begin with {@link MAGIC}.
 */
const NUMBERS = 1;
const NUMBERS_AND_WORDS = 2;
const NUMBERS_AND_SHORT_WORDS = 3;
const MAGIC = Buffer.of(0x28, 0xb5, 0x2f, 0xfd);

/** The largest content, bytes; a frame that claims to hold more is damaged, or wants to fill the memory. */
const LARGEST = 32 << 20;
/** Bytes of a change that nothing makes much shorter. */
const SURELY_SHORT = 300;

/** The most bytes of words that are deflated against the base's, and how: larger tables would only take time to clear. */
const MOST_SHORT = 1000;
const SHORT = { level: 6, windowBits: 10, memLevel: 3, chunkSize: 1024 };

const OPTIONS = {
  // most changes are shorter; the default would reserve 16 KiB for each
  chunkSize: 1024,
  params: {
    [constants.ZSTD_c_compressionLevel]: 6,
    // the database knows how long a value is, and checks nothing twice
    [constants.ZSTD_c_contentSizeFlag]: 0,
    [constants.ZSTD_c_checksumFlag]: 0,
  },
};
