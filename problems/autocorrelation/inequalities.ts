/** Which inequality, and how many heights; `null` leaves the number free. */
export interface Input {
  readonly inequality: "1" | "2" | "3" | "3′";
  readonly heights: number | null;
}

/** Bounds on the number of heights. */
export function sizesOf({ heights }: Input): { readonly least: number; readonly most: number } {
  return heights === null ? { least: 2, most: 100_000 } : { least: heights, most: heights };
}

/** True where heights may have any sign (3 and 3′), for scorer and verifier alike; those of 1 and 2 are 0 or more. */
export function isSigned({ inequality }: Input): boolean {
  return inequality.startsWith("3");
}
