import type { Evaluation } from "../../core/index.ts";
import { computeOf } from "../../evaluate/index.ts";
import { clockTime } from "../../llm/index.ts";
import type { Problem } from "../../problem/index.ts";
import { showNumber } from "./describe-verdict.ts";

/** The fuel that a program used, and what there was of it; nothing where the engine counts none. */
export function fuelLine(evaluation: Evaluation, definition: Problem["definition"]): string[] {
  const { fuel, mostFuel } = evaluation;
  const { units = null } = computeOf(definition) ?? {};
  if (!cameToItsEnd(evaluation) || fuel === undefined || units === null) return [];
  const runs = definition.inputs.length;
  if (mostFuel !== undefined)
    return [
      `fuel used: ${fuelInWords(mostFuel)} of ${units} units on the ${nounOf(definition)} that took most${fuel === 0 ? "" : `, ${fuel} in all on ${runs}`}`,
    ];
  return [
    runs === 1
      ? `fuel used: ${fuelInWords(fuel)} of ${units} units`
      : `fuel used: ${fuelInWords(fuel)} units in all on ${runs} ${nounOf(definition)}s, ${showNumber(Math.round((10 * fuel) / runs) / 10)} on average, of ${units} for each`,
  ];
}

/** The time that a compiled program took, and what there was of it: where no engine counts, the clock must do. */
export function timeLine(evaluation: Evaluation, definition: Problem["definition"]): string[] {
  const { durationMs, cpuMs } = evaluation;
  if (!cameToItsEnd(evaluation) || computeOf(definition)?.units !== null || definition.timing) return [];
  const limit = `${showNumber(definition.limits.timeMs / 1000)} s`;
  const runs = definition.inputs.length;
  const bound = runs === 1 ? `of ${limit}` : `in all on ${runs} inputs, of ${limit} for each`;
  if (cpuMs !== undefined) return [`time used: ${clockTime(cpuMs, "of the processor")}, ${bound}`];
  return [`time used: ${clockTime(durationMs)}, ${bound} (on a busy machine more than it computed)`];
}

/** The cost of a program that ran to its end, in a word, such as `took 336 units of fuel`; empty where that is not known, or is its score. */
export function effortOf(evaluation: Evaluation, definition: Problem["definition"]): string {
  const { cpuMs, fuel, mostFuel = fuel } = evaluation;
  if (!cameToItsEnd(evaluation) || definition.timing) return "";
  if (computeOf(definition)?.units === null)
    return cpuMs === undefined ? "" : `took ${clockTime(cpuMs, "of the processor")}`;
  // a sum over inputs says nothing of the limit, which is for each
  if (mostFuel === undefined || (mostFuel === fuel && definition.inputs.length > 1)) return "";
  const on = definition.inputs.length === 1 ? "" : ` on the ${nounOf(definition)} that took most`;
  return `took ${fuelInWords(mostFuel)} ${mostFuel > 1 ? "units" : "unit"} of fuel${on}`;
}

/** Units of fuel as far as they were counted: whole ones, so that 0 is little and not nothing. */
function fuelInWords(units: number): string {
  return units === 0 ? "less than 1" : String(units);
}

function nounOf({ policy }: Problem["definition"]): string {
  return policy ? "episode" : "input";
}

/** True for a program that came to its end, though it may have found nothing. */
function cameToItsEnd({ status, kind }: Evaluation): boolean {
  return status === "ok" || kind === "start";
}
