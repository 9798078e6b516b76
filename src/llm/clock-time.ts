/**
 * A measured time in a prompt, to two digits. Always in these words, so that a request can be recognised without
 * it: no two runs of a program take equally long.
 */
export function clockTime(
  ms: number,
  measured: "by the clock" | "of the processor" = "by the clock",
): string {
  return `about ${Number((ms / 1000).toPrecision(2))} s ${measured}`;
}

/** Finds such times in a text. */
export const CLOCK_TIME = /about [\d.e+-]+ s (?:by the clock|of the processor)/gu;
