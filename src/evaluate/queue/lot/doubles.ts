import { canonicalJson, type Evaluation, isClockVerdict } from "../../../core/index.ts";

/** Verdicts as they came first, which stand whatever comes after them. */
export interface Doubles {
  /** Takes a verdict; answers with the one that stands. */
  take(key: string, worker: string, evaluation: Evaluation): Evaluation;
  /** Compares a verdict that nobody waits for with the one that stands, where that is known. */
  compare(key: string, worker: string, evaluation: Evaluation): void;
  /** Notes that the verdict that stands is on record. */
  recorded(key: string): void;
  isRecorded(key: string): boolean;
}

/** A verdict with the worker that found it. */
interface First {
  readonly worker: string;
  readonly evaluation: Evaluation;
  isRecorded: boolean;
}

/** Verdicts that are remembered at most. */
const REMEMBERED = 4_096;

/**
 * Opens a memory of first verdicts.
 *
 * @param onDiffer - told in words of a verdict that differs from the first, where no clock had a say
 */
export function createDoubles(onDiffer: (said: string) => void): Doubles {
  // two halves, of which the older one goes as a whole: to take the oldest out of a map, again and again, takes longer and longer
  let older: ReadonlyMap<string, First> = new Map();
  let newer = new Map<string, First>();
  const find = (key: string): First | undefined => newer.get(key) ?? older.get(key);
  const note = (key: string, first: First): void => {
    newer.set(key, first);
    if (newer.size < REMEMBERED / 2) return;
    older = newer;
    newer = new Map();
  };
  const look = (first: First, worker: string, evaluation: Evaluation): void => {
    if (first.evaluation === evaluation || isClockVerdict(evaluation.kind)) return;
    if (gistOf(first.evaluation) === gistOf(evaluation)) return;
    onDiffer(
      `two verdicts on one program differ: ${first.worker} says ${show(first.evaluation)}, ${worker} says ${show(evaluation)}; the first stands`,
    );
  };
  return {
    take(key, worker, evaluation) {
      const first = find(key);
      if (first === undefined) {
        if (!isClockVerdict(evaluation.kind)) note(key, { worker, evaluation, isRecorded: false });
        return evaluation;
      }
      look(first, worker, evaluation);
      return first.evaluation;
    },
    compare(key, worker, evaluation) {
      const first = find(key);
      if (first !== undefined) look(first, worker, evaluation);
    },
    recorded(key) {
      const first = find(key);
      if (first !== undefined) first.isRecorded = true;
    },
    isRecorded: (key) => find(key)?.isRecorded === true,
  };
}

/** All of a verdict but how long it took. */
function gistOf({ durationMs: _durationMs, cpuMs: _cpuMs, details: _details, ...rest }: Evaluation): string {
  return canonicalJson(rest);
}

function show(evaluation: Evaluation): string {
  return evaluation.status === "ok" ? String(evaluation.score) : evaluation.kind;
}
