import type { Candidate, Elite } from "../src/core/index.ts";

/** The elite that a scored candidate would be. */
export function eliteOf(
  candidate: Candidate,
  evaluation: { score: number; features: Elite["features"] },
): Elite {
  const { island, step, source, fingerprint, strategy } = candidate;
  return {
    island,
    step,
    score: evaluation.score,
    features: evaluation.features,
    source,
    fingerprint,
    strategy,
  };
}
