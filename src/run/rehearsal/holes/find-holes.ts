import { type Evaluation, given, type Json } from "../../../core/index.ts";
import { contractOf } from "../../../language/index.ts";
import type { Problem } from "../../../problem/index.ts";
import { evaluationSeedOf } from "../../sitting/seed.ts";
import { type RehearsalOptions, withEvaluator } from "../rehearsal.ts";
import type { Hole } from "./hole.ts";
import { probedProblem, programOf } from "./probed-problem.ts";
import { probesOf } from "./probes.ts";
import { scoredHoles, type Tried } from "./scored-holes.ts";
import { suspectsOf } from "./suspects.ts";

/** The seed as it was scored. */
export interface ScoredSeed {
  /** Scores under one evaluation seed. */
  readonly scores: readonly number[];
  /** Scores under several. */
  readonly varied: readonly number[];
  /** Its answers, one for each input; `null` where that is not known. */
  readonly answers: readonly Json[] | null;
  /** True where programs play, and the draw is a part of the game. */
  readonly isPlayed: boolean;
}

/**
 * Looks for holes in a problem's evaluator: scores answers that are no solutions, scores the seed's own before and after
 * them, and reads the evaluator's text. Nothing found proves nothing.
 */
export async function findHoles(
  problem: Problem,
  seed: ScoredSeed,
  options: RehearsalOptions,
): Promise<readonly Hole[]> {
  const suspects = await suspectsOf(problem, seed);
  const probed = await probe(problem, seed, options);
  const { scores, varied, isPlayed } = seed;
  const same = [...scores, ...probed.again];
  const isExplained = suspects.some(({ kind }) => kind === "clock" || kind === "chance");
  const [first = Number.NaN] = same;
  const moved = same.find((score) => score !== first);
  const { timing, repeats } = problem.definition;
  const holes = [...suspects];
  if (moved !== undefined && !timing && !isExplained) holes.push(orderHole(first, moved));
  else if (moved === undefined && !timing && !repeats && !isPlayed)
    holes.push(...seedHole([first, ...varied]));
  return [
    ...holes,
    ...scoredHoles(problem, probed.again[0] ?? first, probed.tried),
    ...crashHoles(probed.tried),
  ];
}

/** Verdicts on the probes, and on the seed's own answers between them. */
interface Probed {
  readonly tried: readonly Tried[];
  readonly again: readonly number[];
}

/** Scores every probe; none where programs are not called with inputs, or do more than answer. */
async function probe(
  problem: Problem,
  { answers }: ScoredSeed,
  { signal, unsafe, openBackend }: RehearsalOptions,
): Promise<Probed> {
  const { inputs, timing, policy, joint, hopping, prompt } = problem.definition;
  const isCalled = contractOf(problem.definition) !== "text" || Boolean(prompt);
  const isAnswered = isCalled && !timing && !policy && !joint && !hopping;
  if (!isAnswered || answers === null) return { tried: [], again: [] };
  const options = given({ signal, unsafe, openBackend });
  return withEvaluator({ problem: probedProblem(problem), seed: "check" }, options, async (evaluate) => {
    const score = (outputs: readonly Json[]): Promise<Evaluation> =>
      evaluate({ source: programOf(inputs, outputs), seed: evaluationSeedOf("check"), detailed: true });
    const again: number[] = [];
    const scoreAgain = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time++) {
        const verdict = await score(answers);
        if (verdict.status === "ok") again.push(verdict.score);
      }
    };
    const tried: Tried[] = [];
    await scoreAgain(1);
    for (const one of probesOf(inputs, answers)) {
      const verdict = await score(one.outputs);
      tried.push({ probe: one, verdict });
      // one that never ends is enough to be told
      if (verdict.kind === "scorer-wall") return { tried, again };
    }
    await scoreAgain(ROW);
    return { tried, again };
  });
}

/** Scores of the seed's own answers in a row, so that a scorer which counts its calls shows it. */
const ROW = 10;

function orderHole(before: number, after: number): Hole {
  return {
    kind: "order",
    found: `the seed's answer scored ${before}, and ${after} once other programs had been scored`,
    advice: "keep nothing between calls: no variable outside of the scorer may change, and no input",
  };
}

/** The score follows the evaluation seed, and every program is scored once. */
function seedHole(scores: readonly number[]): readonly Hole[] {
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  if (!(high > low)) return [];
  return [
    {
      kind: "seed",
      found: `the seed program scores from ${low} to ${high} with the evaluation seed: the luckiest program will win`,
      advice: 'draw instances from a constant, score more of them, or set "repeats"',
    },
  ];
}

function crashHoles(tried: readonly Tried[]): readonly Hole[] {
  const crashes = tried.filter(({ verdict }) => CRASHES.has(verdict.kind));
  const [first] = crashes;
  if (first === undefined || first.verdict.status === "ok") return [];
  return [
    {
      kind: "crash",
      found: `${crashes.length} of ${tried.length} odd answers crash the scorer; ${first.probe.answer}: ${first.verdict.message}`,
      advice:
        'describe the answer by "output" in problem.json, and return { invalid: "why" } for what is not as it should be',
    },
  ];
}

const CRASHES: ReadonlySet<string> = new Set(["scorer", "scorer-wall"]);
