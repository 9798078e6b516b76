import { type Duplex, finished, Readable } from "node:stream";
import { constants, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { ProtocolError } from "./answer.ts";

/**
 * The text of an answer's bytes, piece by piece: unpacked where they are packed though no header said so (gzip, zlib, Zstandard), in
 * UTF-8, or in UTF-16 where they begin with its mark.
 *
 * @throws ProtocolError when the answer has more than `most` bytes once unpacked
 */
export async function* textOfBytes(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<string> {
  const { beginning, all } = await peek(bounded(bytes, most));
  const unpacker = unpackerOf(beginning);
  const plain = unpacker === null ? all : bounded(through(all, unpacker), most);
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of plain) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder?.decode() ?? "";
}

async function* bounded(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.byteLength;
    if (read > most) throw new ProtocolError(`it has more than ${most >> 20} MiB`);
    yield chunk;
  }
}

/** The first bytes, enough to know a packing by, and all of them. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let length = 0;
  while (length < 4) {
    const { value, done } = await iterator.next();
    if (done) break;
    seen.push(value);
    length += value.byteLength;
  }
  return {
    beginning: Buffer.concat(seen),
    all: (async function* () {
      yield* seen;
      yield* { [Symbol.asyncIterator]: () => iterator };
    })(),
  };
}

/** By the first bytes of the format: RFC 1952, 1950 and 8878; no text begins with them. */
function unpackerOf([a, b, c, d]: Uint8Array): Duplex | null {
  if (a === 0x1f && b === 0x8b) return createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  if (a === 0x78 && (b === 0x01 || b === 0x9c || b === 0xda))
    return createInflate({ finishFlush: constants.Z_SYNC_FLUSH });
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return createZstdDecompress();
  return null;
}

async function* through(bytes: AsyncIterable<Uint8Array>, unpacker: Duplex): AsyncGenerator<Uint8Array> {
  const packed = Readable.from(bytes, { objectMode: false });
  // what breaks off there breaks off here
  finished(packed, (error) => error && unpacker.destroy(error));
  packed.pipe(unpacker);
  try {
    for await (const chunk of unpacker) yield chunk as Uint8Array;
  } finally {
    packed.destroy();
    unpacker.destroy();
  }
}

function encodingOf([a, b]: Uint8Array): string {
  if (a === 0xff && b === 0xfe) return "utf-16le";
  return a === 0xfe && b === 0xff ? "utf-16be" : "utf-8";
}
