import { findLesson } from "../fold/lesson-bank.ts";
import type { Lesson } from "../lesson.ts";
import type { BorderUpkeep } from "./border-upkeep.ts";

/**
 * Judges lessons on probation: each was recalled by about half of the steps it was relevant to, drawn at
 * random. It stays when, over a whole batch of each, the steps that recalled it improved more often than
 * those that did not (or as often, and failed less). What it supersedes goes when it stays.
 */
export function judgeProbation(upkeep: BorderUpkeep): void {
  const batch = upkeep.place.settings.probationBatch;
  for (const lesson of upkeep.lessons) {
    if (lesson.state !== "probation") continue;
    const { recalled, withheld } = lesson.uses;
    if (recalled < batch || withheld < batch) {
      if (upkeep.ageOf(lesson) > PATIENCE) upkeep.retire(lesson, "found no batch of steps to be tried on");
      continue;
    }
    const reason = `${lesson.uses.improved} of ${recalled} steps improved with it, ${lesson.uses.withheldImproved} of ${withheld} without`;
    if (!didBetter(lesson)) {
      upkeep.retire(lesson, reason);
      continue;
    }
    upkeep.add([{ type: "state", lesson: lesson.id, from: "probation", to: "active", reason }]);
    const old = lesson.supersedes === null ? undefined : findLesson(upkeep.bank, lesson.supersedes);
    if (old !== undefined && old.id !== lesson.id) upkeep.retire(old, `superseded by ${lesson.id}`);
  }
}

function didBetter({ uses }: Lesson): boolean {
  const gain = uses.improved / uses.recalled - uses.withheldImproved / uses.withheld;
  if (gain !== 0) return gain > 0;
  return uses.failed / uses.recalled < uses.withheldFailed / uses.withheld;
}

/** Epochs after which a lesson that found no batch is let go: nothing was ever relevant to it. */
const PATIENCE = 20;
