import { given } from "../core/index.ts";
import type { LessonLevel } from "../memory/index.ts";
import {
  type ExportedMemory,
  type ExportMemoryOptions,
  exportMemory,
  forgetLesson,
  importLessons,
  type LessonDetail,
  listLessons,
  type MemoryChange,
  type MemoryReport,
  readMemoryFile,
  restoreLesson,
  showLesson,
} from "../run/index.ts";
import { findRun, type RunLocation } from "../store/index.ts";
import type { ResultsSettings } from "./settings.ts";

/** A run whose lessons are meant: its name within the results, or its folder; the newest when left out. */
interface WhichRun extends ResultsSettings {
  readonly run?: string;
}

/** Settings of a change to a run's lessons. */
interface ChangeSettings extends WhichRun {
  /** Why, for the record. */
  readonly reason?: string;
}

/** Lessons of runs: to see, keep and pass on. A run that is changed must not be going on. */
export const memory = {
  /** The lessons of a run and what they were worth. */
  list: ({ level, ...which }: WhichRun & { readonly level?: LessonLevel } = {}): MemoryReport =>
    listLessons(locate(which), level),
  /** One lesson with its evidence and its history. */
  show: (id: string, which: WhichRun = {}): LessonDetail => showLesson(locate(which), id),
  /** Writes lessons to a file that other runs can begin with. */
  export: (to: string, settings: WhichRun & Omit<ExportMemoryOptions, "to"> = {}): ExportedMemory => {
    const { patterns, add, ...which } = settings;
    return exportMemory(locate(which), { to, ...given({ patterns, add }) });
  },
  /** Gives a run the lessons of a file; they count from its next border. */
  import: async (path: string, which: WhichRun = {}): Promise<MemoryChange & { readonly imported: number }> =>
    importLessons(locate(which), readMemoryFile(path)),
  /** Retires a lesson from the next border on. */
  forget: async (id: string, { reason, ...which }: ChangeSettings = {}): Promise<MemoryChange> =>
    forgetLesson(locate(which), id, reason ?? "forgotten by a person"),
  /** Brings a lesson back as it was, from the next border on. */
  restore: async (id: string, { reason, ...which }: ChangeSettings = {}): Promise<MemoryChange> =>
    restoreLesson(locate(which), id, reason ?? "restored by a person"),
} as const;

function locate({ run, resultsRoot = "results" }: WhichRun): RunLocation {
  return { folder: findRun(resultsRoot, run) };
}
