import type { RunFacts } from "../settings.ts";
import { checkLesson } from "../guard/check.ts";
import type { Lesson, LessonId } from "../lesson.ts";
import type { MemoryRecord } from "../record.ts";
import { upkeepEvents } from "../upkeep/upkeep.ts";
import {
  applyDecisions,
  applyEvents,
  EMPTY_BANK,
  type LessonBank,
  findLesson,
  settle,
} from "./lesson-bank.ts";
import { compareSteps, type LessonEvent, type PlacedEvent } from "./event.ts";

/** The memory that every island shares as of a border. */
export interface Shared {
  readonly bank: LessonBank;
  /**
   * The same before what was decided at this border. The border's upkeep is computed from it: it may be on record when somebody decides,
   * and comes out the same where it is not.
   */
  readonly undecided: LessonBank;
}

/** The memory as of a border, and the events that led there from the border before it. */
export interface Crossing extends Shared {
  readonly events: readonly LessonEvent[];
}

/** The memory before border 0. */
export const NOTHING_SHARED: Shared = { bank: EMPTY_BANK, undecided: EMPTY_BANK };

/**
 * The memory that all islands share as of border `epoch`, made from that of the border before. In order: the
 * upkeep that was computed from the border before, the files that the run began with, the steps of the epoch by (step, island), and
 * last what was decided between two sittings, which nothing of the epoch undoes. Lessons whose evidence holds against the record may be
 * recalled everywhere from here on.
 *
 * @param shared - the memory as of border `epoch` − 1; {@link NOTHING_SHARED} for border 0
 */
export function crossBorder(shared: Shared, epoch: number, place: RunFacts, record: MemoryRecord): Crossing {
  const { interval, islands } = place;
  const before = [
    ...(epoch === 0 ? [] : upkeepOf(shared, epoch - 1, place, record)),
    ...record.at("import", epoch),
    ...record.at("person", epoch),
    ...(epoch === 0
      ? []
      : stepsOf(record, islands, epoch === 1 ? 0 : (epoch - 1) * interval + 1, epoch * interval)),
  ].map(({ event }) => event);
  const decisions = record.at("decision", epoch).map(({ event }) => event);
  const events = [...before, ...decisions];
  const told = applyEvents(shared.bank, before);
  const bank = settle(shareChecked(applyDecisions(told, decisions), events, record));
  const undecided = decisions.length === 0 ? bank : settle(shareChecked(told, before, record));
  return { bank, undecided, events };
}

/** The upkeep of a border: as recorded, or computed where nobody recorded it; both are the same. */
export function upkeepOf(
  { undecided }: Shared,
  epoch: number,
  place: RunFacts,
  record: MemoryRecord,
): readonly PlacedEvent[] {
  const recorded = record.at("upkeep", epoch);
  return recorded.length > 0 ? recorded : upkeepEvents(undecided, epoch, place);
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
