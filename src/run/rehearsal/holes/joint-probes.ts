import type { Problem } from "../../../problem/index.ts";
import { BLIND_ANSWERS, CHANGES } from "./blind-answers.ts";
import { blindModule, changedModule } from "./blind-python.ts";
import type { ProbeProgram, Probing } from "./probing.ts";

/**
 * Modules whose functions answer the evaluator blindly, or the seed with changed answers; none where the evaluator runs something
 * else than Python. Fewer than elsewhere, since each takes a whole evaluation of its own.
 */
export function jointProbes(problem: Problem): readonly Probing[] {
  const { language, joint, parts = [] } = problem.definition;
  const isModule = joint?.shape === "openevolve" || joint?.shape === "shinka" || joint?.shape === "loongflow";
  if (language !== "python" || !isModule || parts.length > 0) return [];
  const probes = [
    ...BLIND_ANSWERS.filter(isShort).map(
      ([kind, answer, expression]): ProbeProgram => ({
        probe: { kind, answer },
        source: blindModule(expression),
      }),
    ),
    ...CHANGES.map(
      ([kind, words, change]): ProbeProgram => ({
        probe: { kind, answer: `the seed ${words} of what its functions return` },
        source: changedModule(problem.seed, change),
      }),
    ),
  ];
  // nothing is kept from one evaluation to the next
  return [{ problem, stand: problem.seed, probes, shows: "gain", isFixed: false, row: 1 }];
}

/** True for an answer that stands for itself, or for one of the first parts of a question: a module is made with nothing. */
function isShort([kind, , expression]: (typeof BLIND_ANSWERS)[number]): boolean {
  return kind === "trivial" || /^it\.asked\([0-2]\)$/.test(expression);
}
