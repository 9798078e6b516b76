import { applyEvents, EMPTY_BANK } from "../fold/lesson-bank.ts";
import type { UsedEvent } from "../fold/event.ts";
import type { MemoryRecord } from "../record.ts";
import { type MemoryEffect, memoryEffect } from "./effect.ts";

/** The effect of a run's memory, in short. */
export interface RecordedEffect extends MemoryEffect {
  /** Steps that were told at least one lesson. */
  readonly told: number;
  /** Lessons that the run's steps made. */
  readonly learned: number;
}

/**
 * The memory's effect from the record of what each step used, without the lessons themselves.
 *
 * @param consumed - results of each island that count
 */
export function recordedEffect(record: MemoryRecord, consumed: readonly number[]): RecordedEffect {
  const used: UsedEvent[] = [];
  let learned = 0;
  for (const [island, count] of consumed.entries()) {
    for (const { event } of record.steps(island, 0, count - 1)) {
      if (event.type === "used") used.push(event);
      else if (event.type === "learned") learned++;
    }
  }
  const told = used.filter(({ recalled }) => recalled.length > 0).length;
  return { ...memoryEffect(applyEvents(EMPTY_BANK, used)), told, learned };
}
