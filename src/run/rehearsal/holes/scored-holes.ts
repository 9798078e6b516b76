import { objectiveOf } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";
import type { Hole } from "./hole.ts";
import type { Probe } from "./probe.ts";
import type { Probing, Tried } from "./probing.ts";
import { togetherHoles } from "./together-holes.ts";

/** The holes that scores of probes show: one of each kind, by the probe that gets most. */
export function scoredHoles(
  { definition }: Problem,
  seedScore: number,
  { tried, shows }: { readonly tried: readonly Tried[]; readonly shows: Probing["shows"] },
): readonly Hole[] {
  const blind = tried.flatMap(({ probe: { kind }, verdict }) =>
    verdict.status === "ok" && (kind === "trivial" || kind === "constant") ? [verdict.score] : [],
  );
  const measure = measureOf(definition, { seedScore, blind }, shows);
  const most = new Map<Hole["kind"], { readonly score: number; readonly hole: Hole }>();
  for (const { probe, verdict } of tried) {
    const kind = HOLES[probe.kind];
    if (verdict.status !== "ok" || kind === null) continue;
    const { score } = verdict;
    const why = measure.whyTooGood(probe, score);
    const before = most.get(kind);
    if (why === null || (before && measure.gain(score, before.score) <= 0)) continue;
    const found = `${probe.answer} scores ${score}, ${why}`;
    most.set(kind, { score, hole: { kind, found, advice: ADVICE[kind] } });
  }
  const together = togetherHoles(tried, seedScore, measure.gain).filter(({ kind }) => !most.has(kind));
  return [...[...most.values()].map(({ hole }) => hole), ...together];
}

/** How the scores of a problem compare with the seed's and the best known one. */
function measureOf(
  { objective, bestKnown }: Problem["definition"],
  { seedScore, blind }: { readonly seedScore: number; readonly blind: readonly number[] },
  shows: Probing["shows"],
) {
  const { better, gain } = objectiveOf(objective.direction);
  const known = bestKnown[0]?.value;
  const seedSays = `and the seed ${seedScore}`;
  /** A broken rule brought far more than a rule allows, where no best value says how much that is. */
  const isWild = (score: number): boolean =>
    known === undefined && gain(score, seedScore) > WILD * Math.max(1, Math.abs(seedScore));
  /** A cost came to nothing, or a share to the whole, where no best value says that they do not. */
  const isPerfect = (score: number): boolean => {
    if (known !== undefined || seedScore <= 0) return false;
    return objective.direction === "minimise" ? score <= NOTHING * seedScore : seedScore < 1 && score === 1;
  };
  const isMore = (score: number): boolean => {
    const margin = shows === "gain" ? CHANCE : ROUNDING;
    return gain(score, seedScore) > margin * Math.abs(seedScore);
  };
  const isNear = (score: number): boolean =>
    shows === "near" && gain(score, seedScore) >= -NEAR * Math.abs(seedScore);
  /** Far more than the seed gets, for what should bring nothing; where blind answers are tried this may be chance. */
  const isFarMore = (score: number): boolean =>
    shows === "near" && known === undefined && gain(score, seedScore) > FAR * Math.abs(seedScore);
  const isBeyondLuck = (score: number): boolean =>
    [seedScore, ...blind].every((other) => gain(score, other) > CHANCE * Math.abs(other));
  const isTooGood = ({ kind, mayBeRight }: Probe, score: number): boolean => {
    if (kind === "number" || kind === "shape") {
      const isAbsurd = !mayBeRight && seedScore !== 0;
      return isWild(score) || (isAbsurd && (isPerfect(score) || (kind === "number" && isFarMore(score))));
    }
    if (kind === "broken") return isMore(score);
    // a seed that gets nothing is no measure: whatever luck brings is more, and nothing is as good
    if (seedScore === 0) return kind === "input" && isBeyondLuck(score);
    if (kind === "claim") return gain(score, seedScore) >= 0;
    if (kind === "constant" || kind === "trivial") return isMore(score) || isNear(score) || isPerfect(score);
    return isMore(score);
  };
  return {
    gain,
    /** Why a probe's score is suspicious, in words; `null` where it is not. */
    whyTooGood(probe: Probe, score: number): string | null {
      if (known !== undefined && better(score, known)) return `better than the best known value ${known}`;
      // the clock alone would tell it from a right one
      if (shows === "right") return `as a right answer would, ${seedSays}`;
      return isTooGood(probe, score) ? seedSays : null;
    },
  };
}

/** Share of the seed's score by which two that are equal may differ. */
const ROUNDING = 1e-9;
/** Share of the seed's score that blind answers may gain on one which plays badly. */
const CHANCE = 0.6;
/** Share of the seed's score that absurd numbers may gain on it. */
const FAR = 0.6;
/** How many times the seed's score a broken rule must bring where no best value is known. */
const WILD = 1e4;
/** Share of the seed's cost that is as good as none. */
const NOTHING = 1e-6;
/** Share of the seed's score that a constant answer may miss and still be as good. */
const NEAR = 0.1;

/** The hole of each kind of probe; `null` for kinds that tell something only together. */
const HOLES = {
  trivial: "constant",
  constant: "constant",
  input: "answers",
  number: "believes",
  claim: "believes",
  shape: "believes",
  fewer: "believes",
  broken: "believes",
  padding: "padding",
  single: "skipped",
  twice: null,
  often: null,
  first: null,
  head: null,
  tail: null,
  digits: null,
  variant: null,
  future: null,
} as const;

const ADVICE = {
  constant: "refuse it: return { invalid } for what is no solution, and score inputs whose answers differ",
  answers: "take out of the inputs what the scorer compares with; keep it in the evaluator's own files",
  believes:
    "compute everything from the construction, check every rule and that every number is one, and believe no number that a program claims",
  padding: "bound the length of texts, and give nothing for it",
  skipped: "judge every output: a missing one is invalid, or counts as the worst",
} as const;
