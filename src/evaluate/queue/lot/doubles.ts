import { canonicalJson, type Evaluation, isClockVerdict } from "../../../core/index.ts";

/** Verdicts as they came first, so that a second one that differs is noticed. */
export interface Doubles {
  /** Notes the verdict that stands. */
  note(key: string, worker: string, evaluation: Evaluation): void;
  /** Words on a second verdict that differs from the first; `null` where they agree or a clock had a say. */
  compare(key: string, worker: string, evaluation: Evaluation): string | null;
}

/** Verdicts that are remembered. */
const REMEMBERED = 4_096;

/** Opens a memory of first verdicts. */
export function createDoubles(): Doubles {
  const first = new Map<string, { readonly worker: string; readonly evaluation: Evaluation }>();
  return {
    note(key, worker, evaluation) {
      if (isClockVerdict(evaluation.kind)) return;
      first.set(key, { worker, evaluation });
      const [oldest] = first.keys();
      if (first.size > REMEMBERED && oldest !== undefined) first.delete(oldest);
    },
    compare(key, worker, evaluation) {
      const known = first.get(key);
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
