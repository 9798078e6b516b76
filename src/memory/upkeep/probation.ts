import { findLesson } from "../fold/book.ts";
import type { Lesson } from "../lesson.ts";
import type { Worksheet } from "./worksheet.ts";

/**
 * Judges lessons on probation: each was recalled by about half of the steps it was relevant to, drawn at
 * random. It stays when, over a whole batch of each, the steps that recalled it improved more often than
 * those that did not (or as often, and failed less). What it supersedes goes when it stays.
 */
export function judgeProbation(sheet: Worksheet): void {
  const batch = sheet.place.settings.probationBatch;
  for (const lesson of sheet.lessons) {
    if (lesson.state !== "probation") continue;
    const { recalled, withheld } = lesson.uses;
    if (recalled < batch || withheld < batch) {
      if (sheet.ageOf(lesson) > PATIENCE) sheet.retire(lesson, "found no batch of steps to be tried on");
      continue;
    }
    const reason = `${lesson.uses.improved} of ${recalled} steps improved with it, ${lesson.uses.withheldImproved} of ${withheld} without`;
    if (!didBetter(lesson)) {
      sheet.retire(lesson, reason);
      continue;
    }
    sheet.add([{ type: "state", lesson: lesson.id, from: "probation", to: "active", reason }]);
    const old = lesson.supersedes === null ? undefined : findLesson(sheet.book, lesson.supersedes);
    if (old !== undefined && old.id !== lesson.id) sheet.retire(old, `superseded by ${lesson.id}`);
  }
}

function didBetter({ uses }: Lesson): boolean {
  const gain = uses.improved / uses.recalled - uses.withheldImproved / uses.withheld;
  if (gain !== 0) return gain > 0;
  return uses.failed / uses.recalled < uses.withheldFailed / uses.withheld;
}

/** Epochs after which a lesson that found no batch is let go: nothing was ever relevant to it. */
const PATIENCE = 20;
