import type { Evaluation } from "../../../core/index.ts";
import type { Canary } from "../wire/protocol.ts";
import type { ServedLot } from "./served-lot.ts";

/** Outcome of a worker's test by a job whose verdict is known. */
export type CanaryResult =
  | { readonly status: "right" | "unsteady" }
  | { readonly status: "wrong"; readonly said: string };

/**
 * Has a worker judge a program whose verdict is known. Where it does not find it, a second try tells a worker
 * that is wrong from a problem whose scores are never the same.
 */
export async function checkCanary(
  lot: ServedLot,
  canary: Canary,
  signal: AbortSignal,
): Promise<CanaryResult> {
  const judge = (id: number): Promise<Evaluation> =>
    lot.evaluate(
      { key: "canary", source: canary.source, seed: canary.seed, purpose: "search", baseline: null },
      id,
      signal,
    );
  const first = await judge(-1);
  if (isRight(first, canary)) return { status: "right" };
  const second = await judge(-2);
  if (isRight(second, canary) || gistOf(first) !== gistOf(second)) return { status: "unsteady" };
  const said = `a program with the known score ${canary.score} got ${gistOf(first)} for the run ${lot.lot.label}`;
  return { status: "wrong", said };
}

function isRight(evaluation: Evaluation, { score, fuel }: Canary): boolean {
  return (
    evaluation.status === "ok" && Object.is(evaluation.score, score) && (evaluation.fuel ?? null) === fuel
  );
}

function gistOf(evaluation: Evaluation): string {
  return evaluation.status === "ok"
    ? `${evaluation.score} (fuel ${evaluation.fuel ?? "not counted"})`
    : evaluation.kind;
}
