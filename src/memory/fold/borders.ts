import type { RunFacts } from "../settings.ts";
import { checkLesson } from "../guard/check.ts";
import type { Lesson, LessonId } from "../lesson.ts";
import type { MemoryRecord } from "../record.ts";
import { upkeepEvents } from "../upkeep/upkeep.ts";
import { applyDecisions, applyEvents, type LessonBank, findLesson, settle } from "./lesson-bank.ts";
import { compareSteps, type LessonEvent, type PlacedEvent } from "./event.ts";

/**
 * The memory that every island shares as of a border, and the events that led there from the border before
 * it.
 */
export interface Crossing {
  readonly bank: LessonBank;
  readonly events: readonly LessonEvent[];
}

/**
 * The memory that all islands share as of border `epoch`, made from that of the border before. In order: the
 * upkeep that was computed from the border before, the files that the run began with, the steps of the epoch by (step, island), and
 * last what was decided between two sittings, which nothing of the epoch undoes. Lessons whose evidence holds against the record may be
 * recalled everywhere from here on.
 *
 * @param shared - the bank as of border `epoch` − 1; the empty one for border 0
 */
export function crossBorder(
  shared: LessonBank,
  epoch: number,
  place: RunFacts,
  record: MemoryRecord,
): Crossing {
  const { interval, islands } = place;
  const events = [
    ...(epoch === 0 ? [] : upkeepOf(shared, epoch - 1, place, record)),
    ...record.at("import", epoch),
    ...record.at("person", epoch),
    ...(epoch === 0
      ? []
      : stepsOf(record, islands, epoch === 1 ? 0 : (epoch - 1) * interval + 1, epoch * interval)),
  ].map(({ event }) => event);
  const decisions = record.at("decision", epoch).map(({ event }) => event);
  const all = [...events, ...decisions];
  const bank = shareChecked(applyDecisions(applyEvents(shared, events), decisions), all, record);
  return { bank: settle(bank), events: all };
}

/** The upkeep of a border: as recorded, or computed where nobody recorded it; both are the same. */
export function upkeepOf(
  shared: LessonBank,
  epoch: number,
  place: RunFacts,
  record: MemoryRecord,
): readonly PlacedEvent[] {
  const recorded = record.at("upkeep", epoch);
  return recorded.length > 0 ? recorded : upkeepEvents(shared, epoch, place);
}

/** Events of all islands' steps from ≤ step ≤ to, in the order in which they take effect. */
export function stepsOf(
  record: MemoryRecord,
  islands: number,
  from: number,
  to: number,
): readonly PlacedEvent[] {
  const all: PlacedEvent[] = [];
  for (let island = 0; island < islands; island++) all.push(...record.steps(island, from, to));
  return all.sort(compareSteps);
}

/**
 * Lets lessons off their island whose evidence holds against the record; only those that events touched are
 * looked at.
 */
function shareChecked(bank: LessonBank, events: readonly LessonEvent[], record: MemoryRecord): LessonBank {
  const changes = new Map(bank.changes);
  for (const id of touched(events)) {
    const lesson = findLesson(bank, id);
    if (lesson === undefined || lesson.scope === "shared") continue;
    if (isShared(lesson, record)) changes.set(lesson.id, { ...lesson, scope: "shared" });
  }
  return { ...bank, changes };
}

function isShared(lesson: Lesson, record: MemoryRecord): boolean {
  // what a person imported has its evidence in another run
  return lesson.provenance.file !== null || checkLesson(lesson, (id) => record.outcome(id)).ok;
}

function touched(events: readonly LessonEvent[]): ReadonlySet<LessonId> {
  const ids = new Set<LessonId>();
  for (const event of events) {
    if (event.type === "learned" || event.type === "restored") ids.add(event.lesson.id);
    else if (event.type === "evidence" || event.type === "promoted") ids.add(event.lesson);
    else if (event.type === "merged") ids.add(event.into);
  }
  return ids;
}
