import { GalapagosError, shellWord } from "../../core/index.ts";
import { exportedId, memoryFile } from "../../memory/index.ts";
import type { RunLocation } from "../../store/index.ts";
import { readRunRecord } from "../record.ts";
import { importLessons, type MemoryChange } from "./change-lessons.ts";

/** Longest hint, as long as a lesson of a memory file may be. */
const LONGEST = 2000;

/**
 * Gives a stopped run a person's hint, as a lesson on probation: models are told it from the next border on, and what that was worth is
 * measured as of any other lesson.
 *
 * @throws GalapagosError `memory/off` in a run that keeps no memory, `run/locked`, `run/*`, `store/*`
 */
export async function giveHint(location: RunLocation, text: string): Promise<MemoryChange> {
  if (text.trim() === "" || text.length > LONGEST) {
    throw new GalapagosError(`expected a hint of 1 to ${LONGEST} characters, got ${text.length}`, {
      code: "memory/hint",
      hint: "say in a sentence or two what to try, or what to leave",
    });
  }
  const { memory, problem } = readRunRecord(location);
  if (!memory?.settings) {
    throw new GalapagosError(`${location.folder} keeps no memory, so that nobody would be told`, {
      code: "memory/off",
      hint: `hints are for runs with models that keep a memory; give it a program: galapagos inject ${shellWord(location.folder)} <program>`,
    });
  }
  const id = exportedId("success", text);
  const origin = { run: "a person", problem: problem.definition.name, lesson: id, programs: [] };
  const nothing = { support: { for: 0, against: 0 }, uses: { recalled: 0, improved: 0 } };
  const lesson = { id, level: "insight", kind: "success", text, tags: ["hint"], ...nothing, origin } as const;
  const { run, border } = await importLessons(location, memoryFile([lesson]));
  return { run, border };
}
