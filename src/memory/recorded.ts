import { applyEvents, type LessonBank, EMPTY_BANK } from "./fold/lesson-bank.ts";
import { crossBorder, stepsOf } from "./fold/borders.ts";
import type { MemoryRecord } from "./record.ts";
import type { RunFacts } from "./settings.ts";

/**
 * The next border that no island has passed: what a person decides about lessons takes effect there.
 *
 * @param lastSteps - highest recorded step of each island
 */
export function nextBorder(lastSteps: readonly number[], interval: number): number {
  return Math.floor((Math.max(...lastSteps, 1) - 1) / interval) + 1;
}

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
  let bank: LessonBank = EMPTY_BANK;
  for (let epoch = 0; epoch <= last; epoch++) {
    bank = crossBorder(bank, epoch, { ...place, island: 0 }, record).bank;
    onBorder?.(bank);
  }
  const from = last === 0 ? 0 : last * interval + 1;
  const rest = [...stepsOf(record, islands, from, Math.max(0, ...lastSteps))];
  for (let border = last + 1; border <= nextBorder(lastSteps, interval); border++) {
    rest.push(...record.at("import", border), ...record.at("person", border));
  }
  return applyEvents(
    bank,
    rest.map(({ event }) => event),
  );
}
