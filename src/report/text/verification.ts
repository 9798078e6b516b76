import { printable } from "../../core/index.ts";
import type { VerifyReport } from "../../run/index.ts";
import { describeSource, renderProof } from "./proof.ts";

/** The verdict on a construction for people: floating point, then what is proved, then what is known. */
export function renderVerification(report: VerifyReport): string {
  const { objective, score, message, metrics, proof, bestKnown, isBetter, isSame } = report;
  const float =
    score === null ? `none: ${printable(message)}` : `${score} (${objective.name}, ${objective.direction})`;
  return [
    `score in floating point: ${float}`,
    ...Object.entries(metrics).map(([name, value]) => `  metric ${name}: ${value}`),
    ...(proof ? renderProof(proof) : ["float only: this problem has no verifier"]),
    ...(bestKnown ? [`best known: ${bestKnown.value} (${describeSource(bestKnown)})`] : []),
    ...(isBetter ? ["better than the best known value, proved"] : []),
    ...(isSame ? ["as good as the best known value, as far as that is stated, proved"] : []),
  ].join("\n");
}
