import { IslandMemory, type RunFacts, type MemoryRecord, type MemoryView } from "../src/memory/index.ts";

/** A memory taken up again, and the views of the steps that were under way. */
export interface RestoredMemory {
  readonly state: IslandMemory;
  readonly views: ReadonlyMap<number, MemoryView>;
}

/**
 * The memory of an island as a checkpoint found it: after `step`, before the border that lies there; with the
 * views that the `inFlight` steps then under way were proposed with.
 */
export function restoreMemory(
  place: RunFacts,
  record: MemoryRecord,
  step: number,
  inFlight: number,
): RestoredMemory {
  const { interval } = place;
  const views = new Map<number, MemoryView>();
  const first = Math.max(0, step + 1 - inFlight);
  const state = IslandMemory.restore(place, record, {
    step,
    crossed: borderBefore(step, interval),
    from: borderBefore(first, interval),
    onStep: (own, memory) => {
      if (own < first) return;
      const view = memory.view();
      views.set(own + inFlight, view);
      // the first steps of all are proposed from the seed alone
      if (own === 0) for (let early = step + 1; early < inFlight; early++) views.set(early, view);
    },
  });
  return { state, views };
}

/**
 * The last border that an island has crossed when it has consumed `step` and stands at the border that may
 * lie there.
 */
function borderBefore(step: number, interval: number): number {
  return step === 0 ? 0 : Math.floor((step - 1) / interval);
}
