import type { CandidateId } from "../../core/index.ts";
import { openRun, recordedPictures } from "../../run/index.ts";
import type { RunLocation } from "../../store/index.ts";
import { readRunReport } from "../run/run-report.ts";

/**
 * The programs of an evolution whose pictures are worth most and not on its record: the champion, the front where there is one, those that were the best in their
 * time, the latest first, and then the elites, best first.
 */
export function choosePictured(location: RunLocation, count: number): readonly CandidateId[] {
  const [part] = readRunReport(openRun(location.folder)).parts;
  if (part === undefined) return [];
  const { summary, programs, islands } = part;
  const elites = islands.flatMap((island) => island.elites.map(({ id }, rank) => ({ id, rank })));
  const chosen = [
    ...(summary.best === null ? [] : [summary.best.id]),
    ...(summary.front?.programs.map(({ id }) => id) ?? []),
    ...programs
      .filter(({ isBest }) => isBest)
      .map(({ id }) => id)
      .reverse(),
    ...elites.sort((a, b) => a.rank - b.rank).map(({ id }) => id),
  ];
  const known = recordedPictures(location);
  return [...new Set(chosen)].filter((id) => !(id in known)).slice(0, count);
}
