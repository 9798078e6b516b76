import { type BitReader, type BitWriter, bitLength } from "./bit-stream.ts";
import { DOUBLE, isSameNumeral, LETTERS, type Numeral, TEN_TO, roughValue } from "./numerals.ts";

/**
 * Writes numbers as changes of as many others: runs of equal and of changed ones in turns; of a changed one
 * its form, then what it differs by in units of its last place, in a Rice code that follows the sizes seen so
 * far (Weinberger, Seroussi and Sapiro, "LOCO-I", 2000). A tuned program differs from the one before it in
 * every number, by steps of like size, and takes some ten bits for each.
 */
export function writeNumberChanges(
  out: BitWriter,
  numbers: readonly Numeral[],
  base: readonly Numeral[],
): void {
  const scales = new Scales();
  const isSame = numbers.map((number, i) => isSameNumeral(number, base[i] as Numeral));
  for (let at = 0; at < numbers.length; ) {
    const changed = endOf(isSame, at, true);
    out.gamma(changed - at + 1);
    at = endOf(isSame, changed, false);
    if (changed < numbers.length) out.gamma(at - changed);
    for (let i = changed; i < at; i += 1) writeNumber(out, numbers[i] as Numeral, base[i] as Numeral, scales);
  }
}

/** The numbers that {@link writeNumberChanges} was given. */
export function readNumberChanges(from: BitReader, base: readonly Numeral[]): Numeral[] {
  const scales = new Scales();
  const numbers: Numeral[] = [];
  const left = (): number => base.length - numbers.length;
  while (left() > 0) {
    const same = from.gamma() - 1;
    if (same > left()) throw new RangeError("more numbers than there are");
    for (let i = 0; i < same; i += 1) numbers.push(base[numbers.length] as Numeral);
    if (left() === 0) break;
    const changed = from.gamma();
    if (changed > left()) throw new RangeError("more numbers than there are");
    for (let i = 0; i < changed; i += 1)
      numbers.push(readNumber(from, base[numbers.length] as Numeral, scales));
  }
  return numbers;
}

/** Where a run of equal entries ends. */
function endOf(entries: readonly boolean[], from: number, entry: boolean): number {
  const end = entries.indexOf(!entry, from);
  return end === -1 ? entries.length : end;
}

function writeNumber(out: BitWriter, number: Numeral, base: Numeral, scales: Scales): void {
  out.gamma(foldSign(number.places - base.places) + 1);
  if (number.places === LETTERS) {
    const bytes = Buffer.from(number.letters, "latin1");
    out.gamma(bytes.length + 1);
    for (const byte of bytes) out.bits(byte, 8);
  } else if (number.places === DOUBLE) writeDouble(out, number.value, roughValue(base));
  else scales.write(out, number.places, foldSign(number.value - guess(base, number.places)));
}

function readNumber(from: BitReader, base: Numeral, scales: Scales): Numeral {
  const places = base.places + unfoldSign(from.gamma() - 1);
  if (places === LETTERS) {
    const bytes = Array.from({ length: from.gamma() - 1 }, () => from.bits(8));
    return { places, value: 0, letters: Buffer.from(bytes).toString("latin1") };
  }
  if (places === DOUBLE) return { places, value: readDouble(from, roughValue(base)), letters: "" };
  if (!(places in TEN_TO)) throw new RangeError("a number of no known form");
  return { places, value: guess(base, places) + unfoldSign(scales.read(from, places)), letters: "" };
}

/** A number's likely value by its base, in units of its last place. */
function guess(base: Numeral, places: number): number {
  const isExact = base.places <= places;
  const scaled = isExact
    ? base.value * (TEN_TO[places - base.places] as number)
    : Math.round(roughValue(base) * (TEN_TO[places] as number));
  // not a number, and beyond what differs exactly, is no guess at all; and zero has no sign
  return Math.abs(scaled) < 1e15 ? scaled + 0 : 0;
}

/** The bits of a double, as the difference from those of another: like ones share the highest. */
function writeDouble(out: BitWriter, value: number, base: number): void {
  const difference = BigInt.asIntN(64, bitsOf(value) - bitsOf(base));
  const folded = difference < 0n ? -2n * difference - 1n : 2n * difference;
  const high = Number(folded >> 32n);
  const low = Number(folded & 0xffffffffn);
  const length = high > 0 ? 32 + bitLength(high) : low > 0 ? bitLength(low) : 0;
  out.bits(length, 7);
  if (length > 32) out.bits(high, length - 32);
  out.bits(low, Math.min(32, length));
}

function readDouble(from: BitReader, base: number): number {
  const length = from.bits(7);
  const high = length > 32 ? from.bits(length - 32) : 0;
  const folded = (BigInt(high) << 32n) | BigInt(from.bits(Math.min(32, length)));
  const difference = folded & 1n ? -((folded + 1n) >> 1n) : folded >> 1n;
  VIEW.setBigInt64(0, BigInt.asIntN(64, bitsOf(base) + difference));
  return VIEW.getFloat64(0);
}

function bitsOf(value: number): bigint {
  VIEW.setFloat64(0, value);
  return VIEW.getBigInt64(0);
}

const VIEW = new DataView(new ArrayBuffer(8));

/** 0, −1, 1, −2, 2 … as 0, 1, 2, 3, 4 … */
function foldSign(n: number): number {
  return n < 0 ? -2 * n - 1 : 2 * n;
}

function unfoldSign(n: number): number {
  return n % 2 === 1 ? -(n + 1) / 2 : n / 2;
}

/** A Rice code whose parameter follows the mean of what was coded, for each number of places apart. */
class Scales {
  readonly #sums: number[] = [];
  readonly #counts: number[] = [];
  #latest = -1;

  write(out: BitWriter, places: number, n: number): void {
    const k = this.#parameter(places);
    const unit = 2 ** k;
    const many = Math.floor(n / unit);
    if (many < LONGEST_RUN) {
      // as many ones, then a zero
      out.bits((1 << (many + 1)) - 2, many + 1);
      out.bits(n - many * unit, k);
    } else {
      out.bits(2 ** LONGEST_RUN - 1, LONGEST_RUN);
      out.gamma(n + 1);
    }
    this.#learn(places, n);
  }

  read(from: BitReader, places: number): number {
    const k = this.#parameter(places);
    let many = 0;
    while (many < LONGEST_RUN && from.bits(1) === 1) many += 1;
    const n = many === LONGEST_RUN ? from.gamma() - 1 : many * 2 ** k + from.bits(k);
    this.#learn(places, n);
    return n;
  }

  #parameter(places: number): number {
    if (this.#counts[places] === undefined) {
      // a last digit that happens to be 0 is not written: the same step, in units ten times as large
      const mean =
        this.#latest === -1
          ? FIRST_MEAN
          : ((this.#sums[this.#latest] as number) / (this.#counts[this.#latest] as number)) *
            ((TEN_TO[places] as number) / (TEN_TO[this.#latest] as number));
      this.#sums[places] = mean;
      this.#counts[places] = 1;
    }
    const mean = (this.#sums[places] as number) / (this.#counts[places] as number);
    return mean < 1 ? 0 : Math.min(MOST_PARAMETER, bitLength(Math.floor(mean)) - 1);
  }

  #learn(places: number, n: number): void {
    this.#latest = places;
    this.#sums[places] = (this.#sums[places] as number) + n;
    this.#counts[places] = (this.#counts[places] as number) + 1;
    if ((this.#counts[places] as number) < MEMORY) return;
    this.#sums[places] = (this.#sums[places] as number) / 2;
    this.#counts[places] = MEMORY / 2;
  }
}

const LONGEST_RUN = 16;
const MOST_PARAMETER = 48;
const FIRST_MEAN = 4096;
const MEMORY = 64;
