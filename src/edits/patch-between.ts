import { structuredPatch } from "diff";

/** A patch of the library. */
export type Patch = ReturnType<typeof structuredPatch>;

/**
 * The shortest patch from one text to another; `null` where more lines come and go than are looked for: the search grows with their
 * square, and a long program that was written anew would hold an island up for minutes.
 */
export function patchBetween(before: string, after: string, context: number): Patch | null {
  // the types know nothing of the end of a search without a result
  const patch: Patch | undefined = structuredPatch("", "", before, after, "", "", {
    context,
    maxEditLength: MOST_EDITS,
  });
  return patch ?? null;
}

/** Most lines that come and go: some 0.3 s of a processor. */
const MOST_EDITS = 2000;
