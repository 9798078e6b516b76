import { type Evaluation, given, objectiveOf } from "../../../core/index.ts";
import { contractOf } from "../../../language/index.ts";
import type { Problem } from "../../../problem/index.ts";
import { evaluationSeedOf } from "../../sitting/seed.ts";
import { type RehearsalOptions, withEvaluator } from "../rehearsal.ts";
import type { Hole } from "./hole.ts";
import { type Probe, PROBE_ENTRY, probeProgram, probesOf } from "./probes.ts";
import { suspectsOf } from "./suspects.ts";

/** A probe and what became of it. */
interface Tried {
  readonly probe: Probe;
  readonly verdict: Evaluation;
}

/**
 * Looks for holes in a problem's evaluator: scores answers that are no solutions, scores the seed before and after them, and
 * reads the evaluator's text. Nothing found proves nothing.
 *
 * @param seedScore - the seed's score under the evaluation seed "check"
 */
export async function findHoles(
  problem: Problem,
  seedScore: number,
  { signal, unsafe, openBackend }: RehearsalOptions,
): Promise<readonly Hole[]> {
  const suspects = await suspectsOf(problem);
  const { timing, policy } = problem.definition;
  if (contractOf(problem.definition) !== "function" || timing || policy) return suspects;
  const { definition, seed: source } = problem;
  const probed = { ...problem, definition: { ...definition, entryPoint: PROBE_ENTRY } };
  const options = given({ signal, unsafe, openBackend });
  return withEvaluator({ problem: probed, seed: "check" }, options, async (evaluate) => {
    const score = (probe: Probe): Promise<Evaluation> =>
      evaluate({
        source: probeProgram(probe, source, definition.entryPoint),
        seed: evaluationSeedOf("check"),
        detailed: true,
      });
    const tried: Tried[] = [];
    for (const probe of probesOf(definition)) tried.push({ probe, verdict: await score(probe) });
    const again = await score({ kind: "shape", answer: "the seed's answer", code: "seed(input)" });
    const isMoved = again.status === "ok" && !Object.is(again.score, seedScore);
    const moved = isMoved && suspects.every(({ kind }) => kind !== "clock" && kind !== "chance");
    return [
      ...suspects,
      ...(moved ? [orderHole(seedScore, again.score)] : []),
      ...scoredHoles(problem, seedScore, tried),
      ...crashHoles(tried),
    ];
  });
}

function orderHole(before: number, after: number): Hole {
  return {
    kind: "order",
    found: `the seed scored ${before}, and ${after} once other programs had been scored`,
    advice: "keep nothing between calls: no variable outside of the scorer may change",
  };
}

/** One hole for each kind of answer that scores too well. */
function scoredHoles(problem: Problem, seedScore: number, tried: readonly Tried[]): readonly Hole[] {
  const { objective, bestKnown } = problem.definition;
  const { better, gain } = objectiveOf(objective.direction);
  const known = bestKnown[0]?.value;
  const holes: Hole[] = [];
  for (const { probe, verdict } of tried) {
    if (verdict.status !== "ok") continue;
    const { score } = verdict;
    const beatsKnown = known !== undefined && better(score, known);
    const beatsSeed = better(score, seedScore);
    const isWild = known === undefined && gain(score, seedScore) > 1e6 * Math.max(1, Math.abs(seedScore));
    const tooGood =
      probe.kind === "number" || probe.kind === "shape"
        ? beatsKnown || isWild
        : beatsSeed || isConstant(probe, score, seedScore);
    const kind = ANSWERS[probe.kind];
    if (!tooGood || holes.some((hole) => hole.kind === kind)) continue;
    const than = beatsKnown ? `better than the best known value ${known}` : `and the seed ${seedScore}`;
    holes.push({ kind, found: `${probe.answer} scores ${score}, ${than}`, advice: ADVICE[kind] });
  }
  return holes;
}

/** One answer for all inputs that is as good as the seed's own: the inputs do not matter. */
function isConstant({ kind }: Probe, score: number, seedScore: number): boolean {
  return kind === "constant" && score === seedScore;
}

const ANSWERS = {
  trivial: "constant",
  constant: "constant",
  input: "answers",
  number: "believes",
  shape: "believes",
} as const;

const ADVICE = {
  constant: "refuse it: return { invalid } for what is no solution, and score inputs whose answers differ",
  answers: "take out of the inputs what the scorer compares with; keep it in the evaluator's own files",
  believes:
    "compute everything from the construction, check every rule, and believe no number that a program claims",
} as const;

function crashHoles(tried: readonly Tried[]): readonly Hole[] {
  const crashes = tried.filter(({ verdict }) => verdict.status !== "ok" && verdict.kind === "scorer");
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
