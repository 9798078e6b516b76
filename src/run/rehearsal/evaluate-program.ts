import type { Evaluation } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
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
  readonly durationMs: number;
  readonly level: number;
  readonly engine: string;
  readonly message: string;
}

/** How a program is scored. */
export interface EvaluateOptions extends RehearsalOptions {
  /** Seed of the program's own randomness. @defaultValue "1" */
  readonly seed?: string;
}

/**
 * Scores one program; whatever becomes of it is a verdict.
 *
 * @throws GalapagosError `evaluate/*` when nothing can be scored here
 */
export async function evaluateProgram(
  problem: Problem,
  source: string,
  options: EvaluateOptions = {},
): Promise<Verdict> {
  const { seed = "1" } = options;
  return withEvaluator({ problem, seed }, options, async (evaluate) =>
    verdictOf(await evaluate({ source, seed: evaluationSeedOf(seed) })),
  );
}

function verdictOf(evaluation: Evaluation): Verdict {
  const { status, kind, message, durationMs, level, engine } = evaluation;
  const scored = evaluation.status === "ok" ? evaluation : { score: null, metrics: {}, features: {} };
  const { score, metrics, features } = scored;
  const hidden = evaluation.status === "ok" ? evaluation.privateMetrics : undefined;
  const output = { status, kind, score, metrics, features, durationMs, level, engine, message };
  return hidden === undefined ? output : { ...output, privateMetrics: hidden };
}
