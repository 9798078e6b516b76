import { type Compute, computeOf, type Evaluator } from "../../evaluate/index.ts";
import type { Problem } from "../../problem/index.ts";
import { evaluationSeedOf } from "../sitting/seed.ts";

/** The compute that a program gets on one input, and what the engine takes for a part of it here. */
export interface MeasuredCompute extends Compute {
  /** Time of a million floating-point operations in the problem's engine, milliseconds of the processor. */
  readonly millionMs: number | null;
  /** The same in plain Node. */
  readonly nodeMillionMs: number;
}

/**
 * Measures what programs of a problem could do, by a loop of ours that its evaluator runs and in plain Node; `null`
 * where a command runs programs, or nothing does.
 */
export async function measureCompute(
  { definition }: Problem,
  evaluate: Evaluator["evaluate"],
): Promise<MeasuredCompute | null> {
  // the loop is called as a function, whatever the problem's programs are
  const compute = definition.policy ? null : computeOf(definition);
  if (compute === null) return null;
  const turns = compute.units === null ? LONG : Math.min(SHORT, 1000 * compute.units);
  const millions = (turns * OPERATIONS) / 1e6;
  const source = `export function ${definition.entryPoint}() { return (${loop})(${turns}); }`;
  const { details } = await evaluate({ source, seed: evaluationSeedOf("compute"), detailed: true });
  const ms = details?.slowestInputMs ?? 0;
  return { ...compute, millionMs: ms > 0 ? ms / millions : null, nodeMillionMs: inNode() };
}

/** The loop that is measured: ten operations and a test in each turn, as in the pairs of a packing. */
function loop(turns: number): number {
  let sum = 0;
  for (let turn = 0; turn < turns; turn++) {
    const dx = 0.3 - sum * 1e-9;
    const dy = 0.7 - turn * 1e-9;
    sum += dx * dx + dy * dy;
    if (sum > 1000) sum *= 0.5;
  }
  return sum;
}

function inNode(): number {
  const begun = process.cpuUsage();
  loop(LONG);
  return process.cpuUsage(begun).user / 1000 / ((LONG * OPERATIONS) / 1e6);
}

const OPERATIONS = 10;
/** Turns of the loop: in an interpreter, and where it is compiled. */
const SHORT = 100_000;
const LONG = 5_000_000;
