import type { Code } from "./code.ts";

/** Bytes that grow at their end. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Appends the bytes of a tree, depth first. */
  write(code: Code): void {
    for (const part of code) {
      if (typeof part === "number") {
        if (this.#length === this.#bytes.length) this.#reserve(1);
        this.#bytes[this.#length++] = part;
      } else if (part instanceof Uint8Array) {
        this.#reserve(part.length);
        this.#bytes.set(part, this.#length);
        this.#length += part.length;
      } else {
        this.write(part);
      }
    }
  }

  /** The bytes written; the writer must not be used any more. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** The bytes of a tree. */
export function bytesOf(code: Code): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  writer.write(code);
  return writer.finish();
}
