import { applyPatch } from "diff";
import { patchBetween } from "./patch-between.ts";

/**
 * The change between two programs, carried over to a third one that has grown from the first meanwhile: `null` where the lines that
 * it changes are not there any more, or stand in more places than one, and of a long program that was written anew.
 */
export function rebase(before: string, after: string, onto: string): string | null {
  if (before === onto) return after;
  const patch = patchBetween(before, after, CONTEXT);
  if (patch === null) return null;
  const near = applyPatch(onto, patch);
  if (near !== false) return near;
  // neighbours have changed: lines that stand only once are found without them
  const bare = patchBetween(before, after, 0);
  if (bare === null) return null;
  const isClear = bare.hunks.every(({ lines }) => {
    const old = lines.filter((line) => line.startsWith("-")).map((line) => line.slice(1));
    return old.length > 0 && countOf(before, old) === 1 && countOf(onto, old) === 1;
  });
  const far = isClear && applyPatch(onto, bare);
  return far === false ? null : far;
}

/** Lines around a change that must be as they were. */
const CONTEXT = 2;

/** How often some lines stand one after the other in a text. */
function countOf(text: string, wanted: readonly string[]): number {
  const lines = text.split("\n");
  return lines.filter((_, at) => wanted.every((line, i) => lines[at + i] === line)).length;
}
