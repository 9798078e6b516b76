import { printable, showDuration, showNumber } from "../../core/index.ts";
import type { ProblemDefinition } from "../../problem/index.ts";
import type { CheckReport } from "../../run/index.ts";
import { shownByScorer } from "./shown-by-scorer.ts";

/** The part of a problem that its check speaks of. */
type ShownDefinition = Pick<ProblemDefinition, "objective" | "limits" | "imports" | "prompt" | "timing">;

/**
 * A problem's check for people.
 *
 * @param problem - word by which it was named
 * @param seed - word for the path of its seed
 */
export function renderCheck(
  report: CheckReport,
  { objective, limits, imports = [], prompt, timing }: ShownDefinition,
  problem: string,
  seed: string,
): string {
  const asked = prompt ? " --model <name>" : "";
  if (report.failure !== null) {
    return [
      `${report.problem}: the seed gets no score: ${printable(report.failure)}`,
      ...shownByScorer(report),
      ...report.advice.map((line) => `missing: ${printable(line)}`),
      `hint: try it alone: galapagos eval ${problem} ${seed}${asked}`,
    ].join("\n");
  }
  return [
    `${report.problem}: the seed scores ${showNumber(report.scores[0] ?? 0)} (${objective.name}, ${objective.direction})`,
    `time       ${showDuration(report.medianMs)} per evaluation, about ${report.perMinute} a minute on one lane`,
    `           slowest input ${showDuration(report.slowestInputMs)} (limit ${showDuration(limits.timeMs)}), scorer ${showDuration(report.scorerMs)}`,
    `noise      ${report.noise === 0 ? "none over different seeds" : `${showNumber(report.noise)} over different seeds`}`,
    `repeatable ${report.deterministic ? "yes: the same score every time" : timing ? "no: a clock decides" : "no"}`,
    `sandbox    level ${report.level}, ${report.engine}`,
    ...computeLines(report),
    ...(imports.length === 0 ? [] : [`imports    ${imports.join(", ")}: see docs/problems.md`]),
    ...shownByScorer(report),
    ...report.advice.map((line) => `advice: ${line}`),
    ...report.holes.flatMap(({ found, advice }) => [`hole: ${printable(found)}`, `      ${advice}`]),
    `next: galapagos run ${problem}${asked} --time 60s`,
  ].join("\n");
}

/** The compute that a program gets on one input, and what was measured of it. */
function computeLines({ compute, engine }: CheckReport): string[] {
  if (compute === null) return [];
  const { units, operations, nativeMs, millionMs, nodeMillionMs } = compute;
  const fuel = units === null ? "" : `${units} units of fuel, `;
  const here = millionMs === null ? "" : `${millionMs.toFixed(1)} ms on ${engine}, `;
  return [
    `compute    ${fuel}about ${showNumber(operations / 1e6)} million floating-point operations an input, as ${showDuration(nativeMs)} of V8`,
    `           a million take ${here}${nodeMillionMs.toFixed(1)} ms in plain Node`,
  ];
}
