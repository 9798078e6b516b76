import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Words } from "./words.ts";

/**
 * A program's text with the words of the candidate that brought it; what is kept of a program, compressed.
 */
export interface ProgramContent {
  readonly source: string;
  /** `null` where the text was known before its candidate: the candidate's own row has them then. */
  readonly words: Words | null;
}

/** The largest content, bytes; a frame that claims to hold more is damaged, or wants to fill the memory. */
const LARGEST = 256 << 20;

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

/**
 * A program's content as bytes: JSON, which can say lone surrogates, and begins unlike a dictionary of zstd's
 * own.
 */
export function programBytes({ source, words }: ProgramContent): Buffer {
  return Buffer.from(JSON.stringify(words === null ? [source] : [source, words]));
}

/** The content that {@link programBytes} was given. */
export function readProgramBytes(bytes: Uint8Array): ProgramContent {
  const [source, words] = JSON.parse(Buffer.from(bytes).toString("utf8")) as [string, Words?];
  return { source, words: words ?? null };
}

/**
 * Bytes compressed as a change of others: a child shares nearly everything with its parent, so little is
 * left.
 */
export function packChange(bytes: Uint8Array, base: Uint8Array | null): Uint8Array {
  const options = { ...OPTIONS, pledgedSrcSize: bytes.length };
  return zstdCompressSync(bytes, base === null ? options : { ...options, dictionary: base });
}

/** The bytes that {@link packChange} was given. */
export function unpackChange(frame: Uint8Array, base: Uint8Array | null): Buffer {
  const limit = { maxOutputLength: LARGEST };
  return zstdDecompressSync(frame, base === null ? limit : { ...limit, dictionary: base });
}
