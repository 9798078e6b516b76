/** The reader's place on the page, as the address keeps it behind `#`. */
export interface State {
  /** Index of a round; `null` for the last. */
  readonly part: number | null;
  /** Id of the selected program; `null` for the champion. */
  readonly program: string | null;
  readonly view: "source" | "parent" | "seed" | "held";
  /** Id of a program that others are compared with. */
  readonly held: string | null;
  /** Results that are shown, from the beginning; `null`: all. */
  readonly to: number | null;
  readonly x: XAxis;
  /** Dimensions of the map, across and up. */
  readonly across: number;
  readonly up: number;
  /** Objectives of the front, across and up. */
  readonly fx: number;
  readonly fy: number;
}

/** Axes that a climb can be drawn against. */
export type XAxis = "at" | "evaluatorMs" | "tokens" | "usd";

/** The state that an address tells; what it does not tell, or tells wrongly, is as at first. */
export function readState(hash: string): State {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const oneOf = <T extends string>(name: string, known: readonly T[]): T =>
    known.find((value) => value === given.get(name)) ?? (known[0] as T);
  return {
    part: wholeNumber(given.get("part"), null),
    program: given.get("program"),
    held: given.get("held"),
    to: wholeNumber(given.get("to"), null),
    view: oneOf("view", ["source", "parent", "seed", "held"]),
    x: oneOf("x", ["at", "evaluatorMs", "tokens", "usd"]),
    across: wholeNumber(given.get("across"), 0),
    up: wholeNumber(given.get("up"), 1),
    fx: wholeNumber(given.get("fx"), 0),
    fy: wholeNumber(given.get("fy"), 1),
  };
}

/** The part of the address behind `#` for a state. */
export function hashOf({ program, ...state }: State): string {
  const first = readState("");
  const names = Object.keys(state) as (keyof typeof state)[];
  const told = names.filter((name) => state[name] !== first[name]).map((name) => [name, String(state[name])]);
  return new URLSearchParams(program === null ? told : [["program", program], ...told]).toString();
}

function wholeNumber<T>(text: string | null, otherwise: T): number | T {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
}
