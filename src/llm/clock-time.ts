/**
 * A time by the clock in a prompt, to two digits. Always in these words, so that a request can be recognised without
 * it: no two runs of a program take equally long.
 */
export function clockTime(ms: number): string {
  return `about ${Number((ms / 1000).toPrecision(2))} s by the clock`;
}

/** Finds such times in a text. */
export const CLOCK_TIME = /about [\d.e+-]+ s by the clock/gu;
