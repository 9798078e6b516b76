import { isObject, type Json } from "../../../core/index.ts";
import type { Job } from "../../job.ts";

/** One case that a program is tried on: an input of the problem, and its JSON text. */
export interface Case {
  readonly input: Json;
  readonly text: string;
}

/** Arguments of the call of a program on one input. */
export interface Call {
  /** JSON text. */
  readonly input: string;
  /** Seed of its `Math.random`. */
  readonly seed: number;
}

/**
 * The call of a candidate's program on one of the cases: from its start where it has one, with the answers of a model in place of
 * the inputs where one was asked. Repeat 0 has the evaluation's own seed, further ones seeds of their own.
 */
export function callOf(
  cases: readonly Case[],
  { seed, baseline, answers }: Pick<Job, "seed" | "baseline" | "answers">,
  index: number,
  repeat: number,
): Call {
  const own = cases[index];
  const input =
    answers === undefined
      ? (withStart(own?.input ?? null, baseline?.start) ?? own?.text ?? "null")
      : JSON.stringify(answers[index] ?? null);
  return { input, seed: inputSeed(repeatSeed(seed, repeat), index) };
}

/** An input with its start, as JSON text; `null` without one. The scorer sees the input as the problem has it. */
function withStart(input: Json, start: Json | undefined): string | null {
  return start === undefined ? null : JSON.stringify({ ...(isObject(input) && input), start });
}

/** Seed of one repeat of an evaluation: 31 bits, the evaluation's own for repeat 0. */
export function repeatSeed(seed: number, repeat: number): number {
  return repeat === 0 ? seed : inputSeed(seed, 0x10000 + repeat) >>> 1;
}

/**
 * Seed of the candidate's random stream on one input: equal for equal (seed, input index), different between
 * inputs.
 */
export function inputSeed(seed: number, index: number): number {
  let mixed = ((Math.trunc(seed) % 4294967296) | 0) ^ Math.imul(index + 1, 0x9e3779b9);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
