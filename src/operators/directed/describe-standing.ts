import { type Candidate, type Direction, objectiveOf } from "../../core/index.ts";
import { bestKnownOf, type Problem, roundingOf, standingOf } from "../../problem/index.ts";
import { showGain, showNumber } from "./describe-verdict.ts";

/**
 * How far the best known value is, or what counts once it is reached, as a sentence behind a blank; empty where none is known.
 *
 * @param latest - steps of the island: how many came to the best known value, and how
 */
export function describeStanding(
  { parent, best }: { readonly parent: number; readonly best: number },
  definition: Problem["definition"],
  latest: readonly Candidate[],
): string {
  const standing = standingOf(definition, best);
  const it = parent === best ? "That is" : "The best program is";
  if (standing === null) return "";
  const rounded = describeRounded(best, definition);
  if (rounded !== "") return rounded;
  if (standing === "improved")
    return ` ${it} better than the best value known: whatever goes further by more than a billionth is new.`;
  if (standing === "same")
    return ` ${it} ${parent === best ? "" : "at "}the best value known, but for rounding${arrivals(latest, best, definition.objective.direction)}. Only a score beyond it by more than a billionth counts, so it takes another result, of another structure, not more digits of this one.`;
  return ` The best value known is ${showGain(best - (bestKnownOf(definition) ?? best))} away.`;
}

/** The distance from a best known value that is rounded, which is no number but a range; empty where it is exact. */
function describeRounded(best: number, definition: Problem["definition"]): string {
  const { bestKnown, objective } = definition;
  const { better, compared, best: bestOf } = objectiveOf(objective.direction);
  const known = bestKnownOf(definition) ?? best;
  const half = roundingOf(definition);
  if (half === 0) return "";
  const exact = bestOf(bestKnown.filter(({ value }) => value !== known).map(({ value }) => value));
  const passed =
    exact !== null && compared(best, exact) === "improved"
      ? ` The best program is better than ${showNumber(exact)}, the next best value known.`
      : "";
  const gap = Math.abs(best - known);
  if (gap <= half)
    return ` The best value known, ${showNumber(known)}, is rounded, and the best program is as good as far as it is stated: nobody can tell from here which of them is ahead.${passed}`;
  if (better(best, known)) return "";
  const [least, most] = [showGain(gap - half), showGain(gap + half)];
  if (least === most) return ` The best value known is ${least} away.${passed}`;
  return ` The best value known is rounded: it is between ${least} and ${most} away.${passed}`;
}

/** Programs of an island that came to a score, and how many of them without a start; empty for a single one. */
function arrivals(latest: readonly Candidate[], score: number, direction: Direction): string {
  const { compared } = objectiveOf(direction);
  const same = latest.filter(
    ({ evaluation }) => evaluation.status === "ok" && compared(evaluation.score, score) === "same",
  );
  const own = same.filter(({ evaluation: { afresh } }) => afresh !== undefined && afresh !== null).length;
  if (same.length < 2) return "";
  return `, and ${same.length} programs of this island came to it${own === 0 ? "" : `, ${own} of them without a start`}`;
}
