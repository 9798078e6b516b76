import type { Problem } from "../../../problem/index.ts";
import { BLIND_ANSWERS, CHANGES, type Tongue } from "./blind-answers.ts";
import { blindJavaScript } from "./blind-javascript.ts";
import { blindPython } from "./blind-python.ts";
import { type ProbeProgram, type Probing, ROW } from "./probing.ts";

/** Policies that answer blindly, or are the seed's with changed answers, in the problem's own language; none in others. */
export function policyProbes(problem: Problem): readonly Probing[] {
  const { language, adversarial, entryPoint } = problem.definition;
  const tongue = TONGUES[language];
  // what beats weak opponents is no hole
  if (tongue === undefined || adversarial) return [];
  const probes = [
    ...BLIND_ANSWERS.map(
      ([kind, answer, expression]): ProbeProgram => ({
        probe: { kind, answer },
        source: tongue.blindPolicy(entryPoint, expression),
      }),
    ),
    ...CHANGES.map(
      ([kind, words, change]): ProbeProgram => ({
        probe: { kind, answer: `the seed's policy ${words} of its answers` },
        source: tongue.changedPolicy(problem.seed, entryPoint, change),
      }),
    ),
  ];
  return [{ problem, stand: problem.seed, probes, shows: "gain", isFixed: false, row: ROW }];
}

const TONGUES: { readonly [language: string]: Tongue } = {
  javascript: blindJavaScript,
  typescript: blindJavaScript,
  python: blindPython,
};
