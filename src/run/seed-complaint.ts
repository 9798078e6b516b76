import { type Candidate, shellWord } from "../core/index.ts";
import type { Problem } from "../problem/index.ts";

/**
 * A warning for a seed that has a score although its joint evaluator says that it failed: other programs may fail for the same
 * reason, a missing module say, and a run would spend its budget on that. `null` where nothing is said.
 */
export function seedComplaint({ definition, folder }: Problem, { evaluation }: Candidate): string | null {
  if (!definition.joint || evaluation.status !== "ok") return null;
  const { failed, error } = evaluation.artifacts ?? {};
  const words = [failed, error].find((one) => typeof one === "string" && one.trim() !== "");
  if (typeof words !== "string") return null;
  const line = words.trim().split("\n").at(-1) ?? "";
  return `the evaluator says that the seed failed: ${line.slice(0, LONGEST)}; look closer with: galapagos check ${shellWord(folder)}`;
}

/** Characters that are quoted. */
const LONGEST = 300;
