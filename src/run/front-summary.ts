import { type Population, orderOf } from "../../islands/index.ts";
import {
  type Aim,
  type CandidateId,
  type Elite,
  frontOf,
  hypervolume,
  idOf,
  pointOf,
} from "../core/index.ts";
import { aimsOf } from "../problem/index.ts";
import type { RunRecord } from "./record.ts";

/** A program on a front. */
export interface FrontProgram {
  readonly id: CandidateId;
  /** Its values on the objectives, by their names. */
  readonly values: { readonly [name: string]: number };
}

/** The programs of several objectives that none of a run's dominates. */
export interface FrontSummary {
  readonly objectives: readonly Aim[];
  /** Volume that it dominates within the objectives' references, in the product of their units. */
  readonly hypervolume: number;
  /** Hypervolume of the best front that is known; `null` where the problem tells of none. */
  readonly known: number | null;
  /** Best first in the lexicographic order of the objectives. */
  readonly programs: readonly FrontProgram[];
}

/** One island's own front. */
export interface IslandFront {
  readonly programs: number;
  readonly hypervolume: number;
}

/** The front of a whole run, from the fronts of all its islands; `null` where the problem has one objective. */
export function frontSummary(
  populations: readonly Population[],
  { problem, config }: RunRecord,
): FrontSummary | null {
  const aims = aimsOf(problem.definition);
  if (aims.length === 0) return null;
  const { order } = orderOf(problem.definition, config);
  const elites = distinct(populations.flatMap(({ archive }) => archive.ranking));
  const front = frontOf(elites.sort(order.compare), order);
  return {
    objectives: aims,
    hypervolume: volumeOf(front, aims),
    known: problem.definition.knownHypervolume ?? null,
    programs: front.map((elite) => ({
      id: idOf(elite),
      values: Object.fromEntries(
        aims.map(({ name }, at) => [name, pointOf(elite, aims.length)[at] as number]),
      ),
    })),
  };
}

/** The front of one island; `null` where the problem has one objective. */
export function islandFront({ archive }: Population, { problem, config }: RunRecord): IslandFront | null {
  const aims = aimsOf(problem.definition);
  if (aims.length === 0) return null;
  const front = frontOf(archive.ranking, orderOf(problem.definition, config).order);
  return { programs: front.length, hypervolume: volumeOf(front, aims) };
}

function volumeOf(front: readonly Elite[], aims: readonly Aim[]): number {
  return hypervolume(
    front.map((elite) => pointOf(elite, aims.length)),
    aims,
  );
}

/** Elites that came to several islands, once. */
function distinct(elites: readonly Elite[]): Elite[] {
  return [...new Map(elites.map((elite) => [idOf(elite), elite])).values()];
}
