/**
 * An unsigned integer in LEB128 (spec 5.2.2): seven bits a byte, least significant first, the top bit set on
 * all but the last.
 */
export function unsignedLeb128(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    if (rest === 0) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

/**
 * A signed integer in LEB128 (spec 5.2.2): two's complement, ended when the rest is the sign of the last
 * byte's bit 6. A number must fit 32 bits, a bigint 64.
 */
export function signedLeb128(value: number | bigint): number[] {
  if (typeof value === "bigint") return signedBigLeb128(value);
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if (rest === ((low & 0x40) !== 0 ? -1 : 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

function signedBigLeb128(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    if (rest === ((low & 0x40) !== 0 ? -1n : 0n)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}
