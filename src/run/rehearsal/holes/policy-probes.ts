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
  const foresight: ProbeProgram = {
    probe: { kind: "future", answer: "the seed's policy, which looks for what it is asked in its set-up" },
    source: tongue.foreseeingPolicy(problem.seed, entryPoint),
  };
  const probing = { problem, probes: [...probes, foresight], shows: "gain", row: ROW } as const;
  const plain = { ...probing, stand: problem.seed };
  if (!DRAWS.test(problem.seed)) return [{ ...plain, isFixed: true }];
  // one whose draws cannot be held still is tried as it is
  return [
    { ...probing, stand: tongue.steadyPolicy(problem.seed), isFixed: true },
    { ...plain, isFixed: false },
  ];
}

/** Words of a policy that draws. */
const DRAWS = /random|seed/i;

const TONGUES: { readonly [language: string]: Tongue } = {
  javascript: blindJavaScript,
  typescript: blindJavaScript,
  python: blindPython,
};
