import type { Evaluation } from "../../../core/index.ts";
import type { Canary } from "../wire/protocol.ts";
import type { Want } from "./want.ts";

/** The program with its verdict as a canary for workers; `null` where another time its verdict may differ. */
export function canaryOf({ errand, isOnce }: Want, evaluation: Evaluation): Canary | null {
  if (isOnce || errand.purpose !== "search" || evaluation.status !== "ok") return null;
  // a canary has no parent, and nobody answers it
  if (errand.baseline !== null || errand.answers !== undefined) return null;
  const { source, seed } = errand;
  return { source, seed, score: evaluation.score, fuel: evaluation.fuel ?? null };
}
