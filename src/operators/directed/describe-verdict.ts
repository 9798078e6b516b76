import { type Direction, type Evaluation, type Failed, objectiveOf } from "../../core/index.ts";
import { oneLine, quoted } from "../../llm/index.ts";

/** A number as prompts show it: enough digits to tell two good programs apart. */
export function showNumber(value: number): string {
  return String(Number(value.toPrecision(10)));
}

/** A verdict in a line: `scores 2.31 (better than its parent's 2.3)`, or `failed: timeout (fuel): …`. */
export function describeVerdict(evaluation: Evaluation, from: number | null, direction: Direction): string {
  if (evaluation.status !== "ok") {
    // no mistake that could be mended
    if (evaluation.kind === "start") return describeUnmoved(evaluation, from);
    return `failed: ${evaluation.status} (${oneLine(evaluation.kind, 60)}): ${quoted(evaluation.message, 500)}`;
  }
  const score = `scores ${showNumber(evaluation.score)}`;
  if (from === null) return score;
  const outcome = objectiveOf(direction).outcome(evaluation, from);
  const by = outcome === "same" ? "" : ` by ${showGain(evaluation.score - from)}`;
  const own = evaluation.afresh === undefined ? "" : ", and found without a start, too";
  return `${score} (${COMPARED[outcome]} its parent's ${showNumber(from)}${by}${own})`;
}

/** The end of a program at the score of its start, which is its parent's, and what it finds without one. */
export function describeUnmoved({ afresh }: Failed, from: number | null): string {
  const end = `came out at its start's score${from === null ? "" : `, ${showNumber(from)}`}`;
  if (afresh === undefined) return `${end}, and has none of its own`;
  return `${end}; without a start it ${afresh === null ? "has none" : `comes to ${showNumber(afresh)}`}`;
}

/** How far two scores are apart, to two digits: what the rest of them hides. */
export function showGain(difference: number): string {
  return String(Number(Math.abs(difference).toPrecision(2)));
}

const COMPARED = { improved: "better than", same: "equal to", worse: "worse than", failed: "" } as const;
