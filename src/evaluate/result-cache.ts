import { type Evaluation, isClockVerdict, shortHash } from "../core/index.ts";
import type { Job } from "./job.ts";

/** Verdicts that are known already. */
export interface ResultCache {
  /** Names a request by everything that its verdict depends on. */
  key(
    request: Pick<Job, "source" | "problem" | "seed" | "baseline" | "answers"> & { readonly engine: string },
  ): string;
  get(key: string): Evaluation | undefined;
  /** Keeps a verdict, unless a clock or a crash decided it. */
  set(key: string, evaluation: Evaluation): void;
}

/**
 * A bounded memory of verdicts, oldest use out first. The problem's version stands for the evaluator's files,
 * the inputs and the limits; verdicts of a clock are never kept, because another time they might be others.
 */
export function createResultCache(capacity: number): ResultCache {
  const kept = new Map<string, Evaluation>();
  return {
    key: ({ source, problem, engine, seed, baseline, answers }) => {
      if (capacity <= 0) return "";
      const parts = [
        source,
        problem,
        engine,
        seed,
        ...(baseline === null ? [] : [baseline]),
        ...(answers ?? []),
      ];
      return shortHash(JSON.stringify(parts));
    },
    get(key) {
      const evaluation = kept.get(key);
      if (evaluation) {
        kept.delete(key);
        kept.set(key, evaluation);
      }
      return evaluation;
    },
    set(key, evaluation) {
      if (capacity <= 0 || isClockVerdict(evaluation.kind)) return;
      kept.set(key, evaluation);
      const [oldest] = kept.keys();
      if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
    },
  };
}
