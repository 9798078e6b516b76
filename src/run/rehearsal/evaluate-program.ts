import {
  type Evaluation,
  GalapagosError,
  given,
  type Json,
  type JsonObject,
  type Proof,
} from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import { asInFirstTurn } from "../rounds/against.ts";
import { evaluationSeedOf } from "../sitting/seed.ts";
import { type RehearsalOptions, withEvaluator } from "./rehearsal.ts";

/** The verdict on one program, flat: every property is there, whatever the status. */
export interface Verdict {
  readonly status: Evaluation["status"];
  readonly kind: string;
  readonly score: number | null;
  readonly metrics: { readonly [name: string]: number };
  /** Numbers that no model sees; only where the scorer returns some. */
  readonly privateMetrics?: { readonly [name: string]: number };
  readonly features: { readonly [name: string]: number };
  /** Score on each instance; only where the scorer tells. */
  readonly instances?: readonly number[];
  /** Score on the hold-out inputs alone; only where it was asked for and there are some. */
  readonly holdout?: number;
  /** The rigorous verdict; only where it was scored as a champion is and the problem has a verifier. */
  readonly proof?: Proof;
  /** The scorer's artifacts, besides the score; only where it returned some. */
  readonly artifacts?: JsonObject;
  /** The words that the scorer printed; only where it did. */
  readonly printed?: string;
  readonly durationMs: number;
  /** Units of fuel on all inputs together; only where the engine counts them. */
  readonly fuel?: number;
  /** Time of the processor on all inputs together, milliseconds; only where programs are compiled. */
  readonly cpuMs?: number;
  readonly level: number;
  readonly engine: string;
  readonly message: string;
}

/** How a program is scored. */
export interface EvaluateOptions extends RehearsalOptions {
  /** Seed of the program's own randomness. @defaultValue "1" */
  readonly seed?: string;
  /**
   * Score it as a champion at the end of a run: in a fresh process, under a fresh seed, and on the hold-out
   * inputs, too.
   * @defaultValue false
   */
  readonly holdout?: boolean;
  /** The construction that it starts from, where the problem's programs do. @defaultValue it begins anew */
  readonly start?: Json;
}

/**
 * Scores one program; whatever becomes of it is a verdict. Where opponents are always there, it meets them.
 *
 * @throws GalapagosError `evaluate/*` when nothing can be scored here, `problem/start` for a start that the problem knows no use for
 */
export async function evaluateProgram(
  problem: Problem,
  source: string,
  options: EvaluateOptions = {},
): Promise<Verdict> {
  const { seed = "1", holdout = false, start } = options;
  if (start !== undefined && problem.definition.start === undefined) throw noStart(problem);
  const baseline = start === undefined ? null : { source: "", relativeTime: 1, start };
  const purpose = holdout ? "verify" : "search";
  return withEvaluator({ problem: asInFirstTurn(problem), seed }, options, async (evaluate) =>
    verdictOf(await evaluate({ source, seed: evaluationSeedOf(seed), purpose, baseline, detailed: true })),
  );
}

function noStart({ definition }: Problem): GalapagosError {
  return new GalapagosError(`programs of ${definition.name} start from nothing`, {
    code: "problem/start",
    hint: 'leave --start out, or choose a preset whose problem says "start": "parent"',
  });
}

function verdictOf(evaluation: Evaluation): Verdict {
  const { status, kind, message, durationMs, level, engine } = evaluation;
  const scored = evaluation.status === "ok" ? evaluation : { score: null, metrics: {}, features: {} };
  const { score, metrics, features } = scored;
  const { privateMetrics, instances, holdout, proof } = evaluation.status === "ok" ? evaluation : {};
  const { artifacts, details, fuel, cpuMs } = evaluation;
  const printed = details?.printed === "" ? undefined : details?.printed;
  const output = { status, kind, score, metrics, features, durationMs, level, engine, message };
  return {
    ...output,
    ...given({ privateMetrics, instances, holdout, proof, fuel, cpuMs, artifacts, printed }),
  };
}
