import { printable, type Proof } from "../../core/index.ts";
import type { ProblemDefinition } from "../../problem/index.ts";

/** A rigorous verdict for people, a line or two. */
export function renderProof(proof: Proof): readonly string[] {
  switch (proof.status) {
    case "proved":
      return [`proved: ${proof.value} (${printable(proof.means)})`];
    case "float only":
      return [`float only: ${printable(proof.why)}`];
    case "refused": {
      const by = proof.by === "" ? "" : ` by ${printable(proof.by)}`;
      const { repaired } = proof;
      return [
        `refused: ${printable(proof.where)}${by}`,
        ...(repaired ? [`repaired: ${repaired.value}, proved (${printable(repaired.step)})`] : []),
      ];
    }
  }
}

/** Whose a known value is, when it was published, and its mark where nobody here has reproduced it. */
export function describeSource({ source, date, status }: ProblemDefinition["bestKnown"][number]): string {
  return [source, ...(date ? [date] : []), ...(status ? [status] : [])].join("; ");
}
