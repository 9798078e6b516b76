import { applyDecisions, applyEvents, type LessonBank } from "./fold/lesson-bank.ts";
import { nextBorder } from "./decisions.ts";
import { crossBorder, NOTHING_SHARED, type Shared, stepsOf } from "./fold/borders.ts";
import type { LessonEvent, PlacedEvent } from "./fold/event.ts";
import type { MemoryRecord } from "./record.ts";
import type { RunFacts } from "./settings.ts";

/**
 * All that a run's record knows, for people and for export: what the islands shared as of the last border
 * that all of them reached, everything after it, and what a person has decided since.
 *
 * @param lastSteps - highest recorded step of each island
 * @param onBorder - called with what was shared as of each border
 */
export function recordedBank(
  place: Omit<RunFacts, "island">,
  record: MemoryRecord,
  lastSteps: readonly number[],
  onBorder?: (bank: LessonBank) => void,
): LessonBank {
  const { interval, islands } = place;
  const last = Math.max(0, Math.floor(Math.min(...lastSteps) / interval));
  let shared: Shared = NOTHING_SHARED;
  for (let epoch = 0; epoch <= last; epoch++) {
    shared = crossBorder(shared, epoch, { ...place, island: 0 }, record);
    onBorder?.(shared.bank);
  }
  const from = last === 0 ? 0 : last * interval + 1;
  const rest = [...stepsOf(record, islands, from, Math.max(0, ...lastSteps))];
  const decisions: PlacedEvent[] = [];
  for (let border = last + 1; border <= nextBorder(lastSteps, interval); border++) {
    rest.push(...record.at("import", border), ...record.at("person", border));
    decisions.push(...record.at("decision", border));
  }
  return applyDecisions(applyEvents(shared.bank, plain(rest)), plain(decisions));
}

function plain(placed: readonly PlacedEvent[]): readonly LessonEvent[] {
  return placed.map(({ event }) => event);
}
