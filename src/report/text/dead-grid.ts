import type { RunConfig } from "../../config/index.ts";
import type { RunSummary } from "../../run/index.ts";
import type { ProblemDefinition } from "../../problem/index.ts";

/** The part of a run's summary that tells. */
interface SearchedGrid extends Pick<RunSummary, "evaluations"> {
  readonly islands: readonly Pick<RunSummary["islands"][number], "elites" | "coverage">[];
}

/** A warning where islands keep hardly an elite although the grid has cells: then the search climbs one hill. Nothing where it has life. */
export function describeDeadGrid(
  { islands, evaluations }: SearchedGrid,
  { features }: ProblemDefinition,
  { archive }: RunConfig,
): readonly string[] {
  const most = Math.max(...islands.map(({ elites }) => elites));
  const cells = Math.max(
    ...islands.map(({ elites, coverage }) => (coverage > 0 ? Math.round(elites / coverage) : 0)),
  );
  const isAlive = most > MOST_OF_A_DEAD_ONE || cells <= MOST_OF_A_DEAD_ONE;
  if (archive.cells !== "grid" || isAlive || evaluations < ENOUGH * islands.length) return [];
  const names = features.map(({ name }) => name).join(" and ");
  return [
    `the grid is dead: no island holds more than ${most} of its ${cells} cells, so there is nobody to cross with; nearly all programs have the same ${names}. Give these features ranges in which programs differ (galapagos check shows the seed's), or "range": "auto"`,
  ];
}

/** Elites with which an island is a hill climber. */
const MOST_OF_A_DEAD_ONE = 2;
/** Evaluations of an island before its grid may be called dead. */
const ENOUGH = 100;
