import { canonicalJson, type Evaluation, isClockVerdict } from "../../../core/index.ts";

/** Verdicts as they came first, so that a second one that differs is noticed. */
export interface Doubles {
  /** Notes the verdict that stands. */
  note(key: string, worker: string, evaluation: Evaluation): void;
  /** Words on a second verdict that differs from the first; `null` where they agree or a clock had a say. */
  compare(key: string, worker: string, evaluation: Evaluation): string | null;
}

/** A verdict with the worker that found it. */
interface First {
  readonly worker: string;
  readonly evaluation: Evaluation;
}

/** Verdicts that are remembered at most. */
const REMEMBERED = 4_096;

/** Opens a memory of first verdicts. */
export function createDoubles(): Doubles {
  // two halves, of which the older one goes as a whole: to take the oldest out of a map, again and again, takes longer and longer
  let older: ReadonlyMap<string, First> = new Map();
  let newer = new Map<string, First>();
  return {
    note(key, worker, evaluation) {
      if (isClockVerdict(evaluation.kind)) return;
      newer.set(key, { worker, evaluation });
      if (newer.size < REMEMBERED / 2) return;
      older = newer;
      newer = new Map();
    },
    compare(key, worker, evaluation) {
      const known = newer.get(key) ?? older.get(key);
      if (known === undefined || isClockVerdict(evaluation.kind)) return null;
      if (gistOf(known.evaluation) === gistOf(evaluation)) return null;
      return `two verdicts on one program differ: ${known.worker} says ${show(known.evaluation)}, ${worker} says ${show(evaluation)}; the first stands`;
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
