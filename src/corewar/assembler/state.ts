/**
 * How far the first pass has understood a line: only labels so far (`head`), in the operands of an opcode or
 * of a directive, a whole statement (`complete`), the head of a loop or its end, or nothing that could be
 * used (`broken`).
 */
export type State = "head" | "operands" | "directive" | "complete" | "loop" | "rof" | "broken";

/** True where labels and opcodes may stand: as in pMARS, also behind what was broken. */
export function isHead(state: State): boolean {
  return state === "head" || state === "broken";
}
