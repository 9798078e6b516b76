import type { Json } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";
import type { RehearsalOptions } from "../rehearsal.ts";
import type { Hole } from "./hole.ts";
import { probeAll, type Probed } from "./probe-all.ts";
import type { Tried } from "./probing.ts";
import { scoredHoles } from "./scored-holes.ts";
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
 * Looks for holes in a problem's evaluator: scores what is no solution, scores the seed's own answers before and after that, and reads
 * the evaluator's text. Nothing found proves nothing.
 */
export async function findHoles(
  problem: Problem,
  seed: ScoredSeed,
  options: RehearsalOptions,
): Promise<readonly Hole[]> {
  const suspects = await suspectsOf(problem, seed);
  const probed = await probeAll(problem, seed.answers, options);
  const isExplained = suspects.some(({ kind }) => kind === "clock" || kind === "chance");
  const moved = movedHole(problem, seed, probed);
  const [score = seed.scores[0] ?? Number.NaN] = probed.again;
  return [
    ...suspects,
    ...(moved !== null && !isExplained ? [moved] : []),
    ...(moved === null ? seedHole(variedScores(problem, seed, probed)) : []),
    // what a score is worth that moves by itself nobody can tell
    ...(moved === null || probed.shows !== "gain" ? scoredHoles(problem, score, probed) : []),
    ...crashHoles(probed.tried),
  ];
}

/** The same answers get another score the next time; `null` where they do not. */
function movedHole(
  { definition: { timing, hopping, policy, joint }, seed }: Problem,
  { scores }: ScoredSeed,
  { again, stand, freshly }: Probed,
): Hole | null {
  const isOther = hopping || (policy && stand !== seed);
  const groups = timing ? [again] : isOther ? [scores, again] : [[...scores, ...again]];
  for (const [first, ...others] of groups) {
    const moved = others.find((score) => score !== first);
    if (first === undefined || moved === undefined) continue;
    const found = `the seed's answer scored ${first}, and ${moved}`;
    if (joint) return { kind: "chance", found: `${found} under the same seed`, advice: UNSEEDED };
    return { kind: "order", found: `${found} once other programs had been scored`, advice: KEEPS };
  }
  const [among, alone] = freshly?.scores ?? [];
  if (freshly === null || among === alone) return null;
  const found = `${freshly.answer} scored ${among} among other programs, and ${alone} as the first of all`;
  return { kind: "order", found, advice: KEEPS };
}

const UNSEEDED = 'seed every draw, or score several times: "repeats": { "count": 5 } in problem.json';
const KEEPS = "keep nothing between calls: no variable outside of the scorer may change, and no input";

/** Scores under several evaluation seeds that should be one; none where a draw is a part of the game, or is levelled. */
function variedScores(
  { definition: { timing, repeats } }: Problem,
  { scores, varied, isPlayed }: ScoredSeed,
  probed: Probed,
): readonly number[] {
  if (isPlayed || (repeats && !timing)) return [];
  if (probed.isFixed) return [...probed.again.slice(0, 1), ...probed.varied];
  return timing ? [] : [...scores.slice(0, 1), ...varied];
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
