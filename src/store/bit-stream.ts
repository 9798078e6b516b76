/** Bits written one after the other, the highest of a byte first. */
export class BitWriter {
  #bytes = new Uint8Array(256);
  #length = 0;
  /** The latest bits, fewer than eight, which fill no byte yet. */
  #held = 0;
  #count = 0;

  /** @param value - an integer in 0 … 2^count − 1. @param count - in 0 … 53 */
  bits(value: number, count: number): void {
    let [part, left] = [value, count];
    while (left > AT_ONCE) {
      left -= AT_ONCE;
      this.#hold(Math.floor(part / 2 ** left), AT_ONCE);
      part %= 2 ** left;
    }
    this.#hold(part, left);
  }

  /** A positive integer that is usually small, in 2·⌊log₂ n⌋ + 1 bits (Elias gamma). */
  gamma(n: number): void {
    const length = bitLength(n);
    this.bits(0, length - 1);
    this.bits(n, length);
  }

  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.#length + Math.sign(this.#count));
    bytes.set(this.#bytes.subarray(0, this.#length));
    if (this.#count > 0) bytes[this.#length] = this.#held << (8 - this.#count);
    return bytes;
  }

  #hold(value: number, count: number): void {
    this.#held = (this.#held << count) | value;
    this.#count += count;
    while (this.#count >= 8) {
      this.#count -= 8;
      this.#push(this.#held >>> this.#count);
    }
    this.#held &= (1 << this.#count) - 1;
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const longer = new Uint8Array(2 * this.#length);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes[this.#length++] = byte;
  }
}

/** Bits that an integer of 32 takes beside the seven which may wait. */
const AT_ONCE = 24;

/** Reader of a {@link BitWriter}'s bits. Reading past the end throws a RangeError. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bits(count: number): number {
    let value = 0;
    for (let left = count; left > 0; ) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw new RangeError("the bits end too early");
      const ahead = 8 - (this.#at & 7);
      const take = Math.min(left, ahead);
      value = value * 2 ** take + ((byte >> (ahead - take)) & (2 ** take - 1));
      this.#at += take;
      left -= take;
    }
    return value;
  }

  gamma(): number {
    let zeros = 0;
    while (this.bits(1) === 0) zeros += 1;
    if (zeros > MOST_BITS) throw new RangeError("an integer is too large");
    return 2 ** zeros + this.bits(zeros);
  }

  /** The bytes after the one that was read last. */
  rest(): Uint8Array {
    return this.#bytes.subarray((this.#at + 7) >> 3);
  }
}

/** Bits of a positive safe integer. */
export function bitLength(n: number): number {
  return n < 2 ** 31 ? 32 - Math.clz32(n) : 32 - Math.clz32(n / 2 ** 31) + 31;
}

const MOST_BITS = 53;
