/** A fault of a value that somebody wrote. */
export interface Fault {
  /** JSON pointer to the value. */
  readonly pointer: string;
  /** Name of a property of that value that should not be there; `null` where the value itself is wrong. */
  readonly unknown: string | null;
  readonly expected: string;
  readonly came: string;
  /** The next thing to do. */
  readonly hint: string;
}

/** The fault of a value. */
export function faultAt(pointer: string, expected: string, came: string, hint: string): Fault {
  return { pointer, unknown: null, expected, came, hint };
}

/** A value as messages show it: JSON, cut to 60 characters. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
