import { type Evaluation, objectiveOf } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";
import type { Hole } from "./hole.ts";
import type { Probe } from "./probe.ts";
import type { Probing } from "./probing.ts";

/** A probe and what became of it. */
export interface Tried {
  readonly probe: Probe;
  readonly verdict: Evaluation;
}

/** A probe that got a score. */
interface ScoredProbe {
  readonly probe: Probe;
  readonly score: number;
}

/** The holes that scores of probes show: one of each kind. */
export function scoredHoles(
  { definition }: Problem,
  seedScore: number,
  { tried, shows }: { readonly tried: readonly Tried[]; readonly shows: Probing["shows"] },
): readonly Hole[] {
  const scored = tried.flatMap(({ probe, verdict }): ScoredProbe[] =>
    verdict.status === "ok" ? [{ probe, score: verdict.score }] : [],
  );
  const measure = measureOf(definition, seedScore, shows);
  const holes: Hole[] = [];
  for (const { probe, score } of scored) {
    const kind = HOLES[probe.kind];
    if (kind === null || holes.some((hole) => hole.kind === kind)) continue;
    const why = measure.whyTooGood(probe, score);
    if (why !== null)
      holes.push({ kind, found: `${probe.answer} scores ${score}, ${why}`, advice: ADVICE[kind] });
  }
  const written = writtenAgain(scored, seedScore, measure.gain);
  return [...holes, ...(written === null ? [] : [written]), ...uselessInputs(scored, seedScore)];
}

/** How the scores of a problem compare with the seed's and the best known one. */
function measureOf(
  { objective, bestKnown }: Problem["definition"],
  seedScore: number,
  shows: Probing["shows"],
) {
  const { better, gain } = objectiveOf(objective.direction);
  const known = bestKnown[0]?.value;
  const seedSays = `and the seed ${seedScore}`;
  return {
    gain,
    /** Why a probe's score is suspicious, in words; `null` where it is not. */
    whyTooGood({ kind }: Probe, score: number): string | null {
      if (known !== undefined && better(score, known)) return `better than the best known value ${known}`;
      // the clock alone would tell it from a right one
      if (shows === "right") return ROW.has(kind) ? null : `as a right answer would, ${seedSays}`;
      if (kind === "number" || kind === "shape") {
        const isWild =
          known === undefined && gain(score, seedScore) > WILD * Math.max(1, Math.abs(seedScore));
        return isWild ? seedSays : null;
      }
      const margin = shows === "gain" ? CHANCE : ROUNDING;
      if (gain(score, seedScore) > margin * Math.abs(seedScore)) return seedSays;
      const isNear = shows === "near" && gain(score, seedScore) >= -NEAR * Math.abs(seedScore);
      return (kind === "constant" || kind === "trivial") && isNear ? seedSays : null;
    },
  };
}

/** Kinds that tell something only together. */
const ROW: ReadonlySet<Probe["kind"]> = new Set(["twice", "often", "first"]);
/** Share of the seed's score by which two that are equal may differ. */
const ROUNDING = 1e-9;
/** Share of the seed's score that blind answers may gain on one which plays badly. */
const CHANCE = 0.6;
/** How many times the seed's score a broken rule must bring where no best value is known. */
const WILD = 1e4;
/** Share of the seed's score that a constant answer may miss and still be as good. */
const NEAR = 0.1;

/** An answer whose list is written again and again gets more and more, in proportion: duplicates count, without an end. */
function writtenAgain(
  scored: readonly ScoredProbe[],
  seedScore: number,
  gain: (a: number, b: number) => number,
): Hole | null {
  const scoreOf = (kind: Probe["kind"]) =>
    scored.find(({ probe }) => probe.kind === kind)?.score ?? seedScore;
  const [twice, often] = [scoreOf("twice"), scoreOf("often")];
  const step = gain(twice, seedScore);
  if (step <= 0 || gain(often, seedScore) < 3 * step || gain(often, seedScore) < 2 * Math.abs(seedScore))
    return null;
  const found = `the seed's answer written twice over scores ${twice}, eight times over ${often}, and the seed ${seedScore}`;
  return { kind: "duplicates", found, advice: ADVICE.duplicates };
}

/** Rubbish for all inputs but the first changes nothing. */
function uselessInputs(scored: readonly ScoredProbe[], seedScore: number): readonly Hole[] {
  const rubbish = scored.filter(({ probe }) => probe.kind === "first");
  if (rubbish.length < 2 || rubbish.some(({ score }) => score !== seedScore)) return [];
  const found = `rubbish for all inputs but the first scores ${seedScore}, as the seed: no other answer is looked at, or the seed's are worth nothing`;
  return [{ kind: "skipped", found, advice: ADVICE.skipped }];
}

const HOLES = {
  trivial: "constant",
  constant: "constant",
  input: "answers",
  number: "believes",
  shape: "believes",
  broken: "believes",
  padding: "padding",
  single: "skipped",
  twice: null,
  often: null,
  first: null,
} as const;

const ADVICE = {
  constant: "refuse it: return { invalid } for what is no solution, and score inputs whose answers differ",
  answers: "take out of the inputs what the scorer compares with; keep it in the evaluator's own files",
  believes:
    "compute everything from the construction, check every rule and that every number is one, and believe no number that a program claims",
  duplicates:
    "refuse equal elements and lists of another length than asked for, or count different ones only",
  padding: "bound the length of texts, and give nothing for it",
  skipped: "judge every output: a missing one is invalid, or counts as the worst",
} as const;
