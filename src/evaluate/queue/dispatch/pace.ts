import { median } from "../../../core/index.ts";

/** Times of evaluations so far, by their kind. */
export interface Pace {
  /** Notes how long an evaluation took, milliseconds. */
  note(kind: string, ms: number): void;
  /** Median of the last evaluations of a kind, milliseconds; `null` before the first. */
  median(kind: string): number | null;
}

/** Evaluations that are remembered of each kind. */
const WINDOW = 64;

/** Opens a memory of times. A median, because one slow machine says little of what an evaluation costs. */
export function createPace(): Pace {
  const times = new Map<string, number[]>();
  /** Medians that no evaluation has changed since they were asked for. */
  const medians = new Map<string, number>();
  return {
    note(kind, ms) {
      const list = times.get(kind) ?? [];
      list.push(ms);
      medians.delete(kind);
      if (list.length > WINDOW) list.shift();
      times.set(kind, list);
    },
    median(kind) {
      const known = medians.get(kind);
      const list = times.get(kind);
      if (known !== undefined || list === undefined) return known ?? null;
      const found = median(list);
      medians.set(kind, found);
      return found;
    },
  };
}
