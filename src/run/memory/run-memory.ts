import { basename } from "node:path";
import {
  type LessonBank,
  createMemoryRecord,
  DEFAULT_MEMORY,
  deriveMemoryRecord,
  type Lesson,
  lessonWrites,
  nextBorder,
  type PlacedEvent,
  readPlaced,
  recordedBank,
} from "../../memory/index.ts";
import { readRecord } from "../record.ts";
import { type LessonReader, openRecord, openStore, type StoreReader } from "../../store/index.ts";

/** The memory of a recorded run, and the readers that more can be asked of. */
export interface RunMemory {
  readonly run: string;
  readonly problem: string;
  readonly bank: LessonBank;
  /**
   * A lesson as it was at the last border at which the memory held it, else as it was learnt; `null` for an
   * unknown one.
   */
  readonly asItWas: (id: string) => Lesson | null;
  /** The next border that no island has passed: what a person gives takes effect there. */
  readonly nextBorder: number;
  readonly reader: StoreReader;
  readonly lessons: LessonReader;
}

/** Opens a run's memory for reading, gives it to `use`, and closes it. */
export function withRunMemory<T>(folder: string, use: (memory: RunMemory) => T): T {
  using opened = openRecord({ folder });
  const { candidates: reader, lessons } = opened;
  const { config, problem, memory } = readRecord(reader, { folder });
  const settings = memory?.settings ?? null;
  const { direction } = problem.definition.objective;
  const { interval } = config.migration;
  const lastSteps = Array.from({ length: config.islands }, (_, island) => reader.lastStep(island));
  const place = {
    settings: settings ?? DEFAULT_MEMORY,
    seed: config.seed,
    islands: config.islands,
    interval,
    direction,
  };
  // where nobody was told anything, the lessons are made now, from what is on record
  const isRecorded = lastSteps.some((_, island) => lessons.lastStep(island) >= 0);
  const record = (isRecorded ? createMemoryRecord : deriveMemoryRecord)(reader, lessons, direction);
  const bank = recordedBank(place, record, lastSteps);
  return use({
    run: basename(folder),
    problem: problem.definition.name,
    bank,
    asItWas(id) {
      let last: Lesson | null = null;
      recordedBank(place, record, lastSteps, (at) => {
        last = at.base.get(id) ?? last;
      });
      return last ?? learnedAs(id, lessons);
    },
    nextBorder: nextBorder(lastSteps, interval),
    reader,
    lessons,
  });
}

/** Records events in a stopped run. */
export async function recordEvents(folder: string, events: readonly PlacedEvent[]): Promise<void> {
  const store = await openStore({ folder }, { create: false });
  try {
    await store.write(lessonWrites(events));
  } finally {
    await store.close();
  }
}

function learnedAs(id: string, lessons: LessonReader): Lesson | null {
  for (const record of lessons.history(id)) {
    const { event } = readPlaced(record);
    if (event.type === "learned" && event.lesson.id === id) return event.lesson;
  }
  return null;
}
