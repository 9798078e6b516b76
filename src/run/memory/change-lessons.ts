import { GalapagosError, shellWord } from "../../core/index.ts";
import {
  findLesson,
  importEvents,
  type LessonEvent,
  type MemoryFile,
  memoryFile,
  placeDecisions,
  renderMemoryFile,
} from "../../memory/index.ts";
import { type RunLocation, writeFileAtomic } from "../../store/index.ts";
import { unknownLesson } from "./read-lessons.ts";
import { readMemoryFile } from "./read-memory-file.ts";
import { recordEvents, type RunMemory, withRunMemory } from "./run-memory.ts";

/** A change of a stopped run's memory by a person. */
export interface MemoryChange {
  readonly run: string;
  /** The border from which it counts: the next one that no island has passed. */
  readonly border: number;
}

/**
 * Gives a stopped run the lessons of a file that it does not have.
 *
 * @throws GalapagosError `run/locked` while the run is being written, `run/*`, `store/*`
 */
export async function importLessons(
  { folder }: RunLocation,
  file: MemoryFile,
): Promise<MemoryChange & { readonly imported: number }> {
  let imported = 0;
  const made = await change({ folder }, ({ bank, problem, nextBorder }) => {
    const fresh = file.lessons.filter(({ id }) => findLesson(bank, id) === undefined);
    imported = fresh.length;
    return importEvents({ ...file, lessons: fresh }, problem, nextBorder);
  });
  return { ...made, imported };
}

/**
 * Retires a lesson of a stopped run; its record stays.
 *
 * @param reason - why, for the record
 * @throws GalapagosError `memory/lesson` for an unknown one, `run/locked`, `run/*`, `store/*`
 */
export function forgetLesson(location: RunLocation, id: string, reason: string): Promise<MemoryChange> {
  return change(location, ({ bank, run }) => {
    const lesson = findLesson(bank, id);
    if (lesson === undefined) throw unknownLesson(id, run);
    return [{ type: "state", lesson: lesson.id, from: lesson.state, to: "retired", reason }];
  });
}

/**
 * Brings a lesson of a stopped run back as it was.
 *
 * @param reason - why, for the record
 * @throws GalapagosError `memory/lesson` for an unknown one and for one that is there, `run/locked`, `run/*`,
 * `store/*`
 */
export function restoreLesson(location: RunLocation, id: string, reason: string): Promise<MemoryChange> {
  return change(location, ({ bank, run, asItWas }) => {
    const present = findLesson(bank, id);
    if (present?.id === id) {
      if (present.state !== "quarantined") throw inMemory(id, run);
      return [{ type: "state", lesson: id, from: "quarantined", to: "active", reason }];
    }
    const lesson = asItWas(id);
    if (lesson === null) throw unknownLesson(id, run);
    return [{ type: "restored", lesson, reason }];
  });
}

/**
 * Takes a lesson out of a memory file.
 * @returns the lessons that stay. @throws GalapagosError `memory/lesson`, `memory/file`
 */
export function forgetInFile(path: string, id: string): MemoryFile {
  const { lessons } = readMemoryFile(path);
  const left = memoryFile(lessons.filter((lesson) => lesson.id !== id));
  if (left.lessons.length === lessons.length) throw unknownLesson(id, path);
  writeFileAtomic(path, renderMemoryFile(left));
  return left;
}

/** Records what a person does to the memory, at its next border. */
async function change(
  { folder }: RunLocation,
  decide: (memory: RunMemory) => readonly LessonEvent[],
): Promise<MemoryChange> {
  const { placed, run, border } = withRunMemory(folder, (memory) => {
    const { nextBorder: border, lessons, run } = memory;
    return { placed: placeDecisions(decide(memory), border, lessons), run, border };
  });
  await recordEvents(folder, placed);
  return { run, border };
}

function inMemory(id: string, run: string): GalapagosError {
  return new GalapagosError(`${id} is in the memory of ${run} already`, {
    code: "memory/lesson",
    hint: `see it: galapagos memory show ${id} ${shellWord(run)}`,
  });
}
