import { canonicalJson, type Evaluation, isClockVerdict } from "../../../core/index.ts";
import { createRecent } from "./recent.ts";

/** Verdicts as they came first, which stand whatever comes after them. */
export interface Doubles {
  /** Takes a verdict; answers with the one that stands. */
  take(key: string, worker: string, evaluation: Evaluation): Evaluation;
  /** Compares a verdict that nobody waits for with the one that stands, where that is known. */
  compare(key: string, worker: string, evaluation: Evaluation): void;
}

/** A verdict with the worker that found it. */
interface First {
  readonly worker: string;
  readonly evaluation: Evaluation;
}

/**
 * Opens a memory of first verdicts.
 *
 * @param onDiffer - told in words of a verdict that differs from the first, where no clock had a say
 */
export function createDoubles(onDiffer: (said: string) => void): Doubles {
  const firsts = createRecent<First>();
  const look = (first: First, worker: string, evaluation: Evaluation): void => {
    if (first.evaluation === evaluation || isClockVerdict(evaluation.kind)) return;
    if (gistOf(first.evaluation) === gistOf(evaluation)) return;
    onDiffer(
      `two verdicts on one program differ: ${first.worker} says ${show(first.evaluation)}, ${worker} says ${show(evaluation)}; the first stands`,
    );
  };
  return {
    take(key, worker, evaluation) {
      const first = firsts.get(key);
      if (first === undefined) {
        if (!isClockVerdict(evaluation.kind)) firsts.set(key, { worker, evaluation });
        return evaluation;
      }
      look(first, worker, evaluation);
      return first.evaluation;
    },
    compare(key, worker, evaluation) {
      const first = firsts.get(key);
      if (first !== undefined) look(first, worker, evaluation);
    },
  };
}

/** All of a verdict but how long it took. */
function gistOf({ durationMs: _durationMs, cpuMs: _cpuMs, details: _details, ...rest }: Evaluation): string {
  return canonicalJson(rest);
}

function show(evaluation: Evaluation): string {
  return evaluation.status === "ok" ? String(evaluation.score) : evaluation.kind;
}
