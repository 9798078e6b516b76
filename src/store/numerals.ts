/** A number as it is written: enough to write it again, digit for digit. */
export interface Numeral {
  /**
   * Digits behind the point of a decimal of at most 15 digits: 1.50 is 150 with 2 places. {@link DOUBLE} for a
   * double in its shortest form, {@link LETTERS} for any other.
   */
  readonly places: number;
  /** The digits as an integer; the double; 0 for any other. */
  readonly value: number;
  /** The number as it is written, where value and places do not say it. */
  readonly letters: string;
}

export const DOUBLE = 16;
export const LETTERS = 17;

/** A text, split at its numbers. */
export interface NumberedText {
  /** Texts before, between and after them: one more than there are numbers. */
  readonly between: readonly string[];
  readonly numbers: readonly Numeral[];
}

/** Splits a text at its numbers; {@link joinNumbers} gives it back. */
export function splitNumbers(text: string): NumberedText {
  const between: string[] = [];
  const numbers: Numeral[] = [];
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigit(text.charCodeAt(at))) continue;
    // a sign belongs to it, so that a number may pass through zero
    const start = at > end && text.charCodeAt(at - 1) === MINUS ? at - 1 : at;
    between.push(text.slice(end, start));
    end = endOfNumber(text, at);
    numbers.push(readNumeral(text, start, end));
    at = end - 1;
  }
  between.push(text.slice(end));
  return { between, numbers };
}

/** A text that differs from another in nothing but its numbers, split like it; `null` for any other text. */
export function splitLike(text: string, { between }: NumberedText): NumberedText | null {
  const numbers: Numeral[] = [];
  let at = 0;
  for (let i = 0; i < between.length; i += 1) {
    const part = between[i] as string;
    if (!text.startsWith(part, at)) return null;
    at += part.length;
    if (i === between.length - 1) break;
    const first = text.charCodeAt(at) === MINUS ? at + 1 : at;
    if (!isDigit(text.charCodeAt(first))) return null;
    const end = endOfNumber(text, first);
    numbers.push(readNumeral(text, at, end));
    at = end;
  }
  return at === text.length ? { between, numbers } : null;
}

/** True where two texts differ in nothing but their numbers. */
export function differInNumbersOnly(one: NumberedText, other: NumberedText): boolean {
  if (one.between === other.between) return true;
  return (
    one.between.length === other.between.length && one.between.every((part, i) => part === other.between[i])
  );
}

/** Where the number ends that begins with the digit at a place: `0` or digits without one before them, no exponent. */
function endOfNumber(text: string, at: number): number {
  const end = text.charCodeAt(at) === ZERO ? at + 1 : endOfDigits(text, at + 1);
  const isFraction = text.charCodeAt(end) === POINT && isDigit(text.charCodeAt(end + 1));
  return isFraction ? endOfDigits(text, end + 2) : end;
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** The text that was split. */
export function joinNumbers({ between, numbers }: NumberedText): string {
  return between.map((part, i) => (i === 0 ? part : writeNumeral(numbers[i - 1] as Numeral) + part)).join("");
}

export function isSameNumeral(one: Numeral, other: Numeral): boolean {
  return one.places === other.places && one.value === other.value && one.letters === other.letters;
}

/** The powers of ten that are exact, by exponent: `10 ** n` need not be the same everywhere. */
export const TEN_TO = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/** The number that a numeral stands for, roughly: a guess at what a change of it may be. */
export function roughValue({ places, value }: Numeral): number {
  return value / (TEN_TO[places] ?? 1);
}

function readNumeral(text: string, start: number, end: number): Numeral {
  const isNegative = text.charCodeAt(start) === MINUS;
  let digits = 0;
  let places = 0;
  for (let at = isNegative ? start + 1 : start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT) places = end - at - 1;
    else digits = 10 * digits + code - ZERO;
  }
  // -0 and -0.0 are the same integer as 0
  const isInteger = digits < MOST_VALUE && (digits !== 0 || !isNegative);
  if (isInteger && end - start <= MOST_LETTERS && places <= MOST_PLACES)
    return { places, value: isNegative ? -digits : digits, letters: "" };
  const letters = text.slice(start, end);
  const value = Number(letters);
  return String(value) === letters
    ? { places: DOUBLE, value, letters: "" }
    : { places: LETTERS, value: 0, letters };
}

function writeNumeral(numeral: Numeral): string {
  const { places, value, letters } = numeral;
  if (places === LETTERS) return letters;
  if (places === DOUBLE || places === 0) return String(value);
  const digits = String(Math.abs(value)).padStart(places + 1, "0");
  return `${value < 0 ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const [MINUS, POINT, ZERO, NINE] = [0x2d, 0x2e, 0x30, 0x39];
const MOST_LETTERS = 17;
const MOST_PLACES = 15;
/** Integers below are exact doubles, and so are their differences. */
const MOST_VALUE = 1e15;
