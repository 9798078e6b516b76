import type { Scored } from "../../src/core/index.ts";

/** The verdict on a program of which nothing but its score matters. */
export function scored(score: number): Scored {
  const facts = { durationMs: 0, level: 1, engine: "test", metrics: {}, features: {} } as const;
  return { status: "ok", kind: "ok", score, message: "", ...facts };
}
