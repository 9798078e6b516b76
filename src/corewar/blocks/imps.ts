/** Imps: single instructions that copy themselves ahead for ever, in rings that are hard to stop. */
import { impStep } from "./arithmetic.ts";
import { type Block, type Drawing, writerFor } from "./block.ts";

/**
 * A spiral of imps and its launch: 2^k processes are dealt to as many places, each a step of the ring further; `null` in
 * a core that has no ring of these arms.
 */
export function drawImps({ random, coreSize }: Drawing): Block | null {
  const write = writerFor(coreSize);
  const step = impStep(random.pick([3, 3, 3, 5, 7, 9, 11]), coreSize);
  if (step === null) return null;
  const splits = random.pick([2, 3, 3, 4]);
  const gap = random.int(9);
  const starts = 2 ** splits;
  const launch = [
    ...Array.from({ length: splits }, () => write("SPL.B", "$", 1, "$", 0)),
    // each process takes the next of the jumps
    write("JMP.B", ">", 0, "$", 1),
  ];
  const jumps = Array.from({ length: starts }, (_, index) =>
    write("JMP.B", "$", starts - index + gap + index * step, "$", 0),
  );
  const blanks = Array.from({ length: gap }, () => write("DAT.F", "$", 0, "$", 0));
  const imp = write("MOV.I", "#", random.pick([0, 0, step]), "$", step);
  return { kind: "imps", instructions: [...launch, ...jumps, ...blanks, imp], entry: 0 };
}
