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
  for (const { 0: letters, index } of text.matchAll(NUMBER)) {
    between.push(text.slice(end, index));
    numbers.push(readNumeral(letters));
    end = index + letters.length;
  }
  between.push(text.slice(end));
  return { between, numbers };
}

/** The text that was split. */
export function joinNumbers({ between, numbers }: NumberedText): string {
  return between.map((part, i) => (i === 0 ? part : writeNumeral(numbers[i - 1] as Numeral) + part)).join("");
}

/** True where two texts differ in nothing but their numbers. */
export function differInNumbersOnly(one: NumberedText, other: NumberedText): boolean {
  return (
    one.between.length === other.between.length && one.between.every((part, i) => part === other.between[i])
  );
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

function readNumeral(letters: string): Numeral {
  const point = letters.indexOf(".");
  const places = point === -1 ? 0 : letters.length - point - 1;
  if (letters.length <= MOST_LETTERS && places <= MOST_PLACES) {
    const value = Number(point === -1 ? letters : letters.slice(0, point) + letters.slice(point + 1));
    // -0 and -0.0 are the same integer as 0
    if (Math.abs(value) < MOST_VALUE && (value !== 0 || letters[0] !== "-"))
      return { places, value, letters: "" };
  }
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

/** A number without its exponent; a sign belongs to it, so that a number may pass through zero. */
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?/g;
const MOST_LETTERS = 17;
const MOST_PLACES = 15;
/** Integers below are exact doubles, and so are their differences. */
const MOST_VALUE = 1e15;
