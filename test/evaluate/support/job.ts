import type { Job } from "../../../src/evaluate/index.ts";
import type { Problem } from "../../../src/problem/index.ts";

/** A job of a problem: a search under seed 1 unless it says otherwise. */
export function jobOf(problem: Problem, job: Pick<Job, "id" | "source"> & Partial<Job>): Job {
  return { problem: problem.version, seed: 1, purpose: "search", baseline: null, ...job };
}
