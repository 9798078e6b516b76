import type { RunConfig } from "../src/config/index.ts";
import { type Elite, instanceOrder, objectiveOf, type Order, paretoOrder } from "../src/core/index.ts";
import { aimsOf, type ProblemDefinition } from "../src/problem/index.ts";
import { selectionPolicy } from "./selection/index.ts";
import { MOST_COSTS, thriftyOrder } from "./thrift.ts";

/** The order of an archive, and how many elites a cell of it holds. */
export interface ArchiveOrder {
  readonly order: Order<Elite>;
  readonly depth: number;
}

/**
 * The order that a problem and a run's settings ask for: that of several objectives, that in which every instance
 * counts, or that of one objective, where a cell holds one elite, and the best of those that cost less.
 */
export function orderOf(
  definition: Pick<ProblemDefinition, "objective" | "objectives">,
  { archive, selection }: Pick<RunConfig, "archive" | "selection">,
): ArchiveOrder {
  const aims = aimsOf(definition);
  // records of earlier versions do not say
  const depth = archive.front ?? USUAL_DEPTH;
  if (aims.length > 1) return { order: paretoOrder(aims), depth };
  const { direction } = definition.objective;
  if (selectionPolicy(selection.policy).keepsInstances) return { order: instanceOrder(direction), depth };
  // records of earlier versions do not say
  if ((selection.thrift ?? 0) === 0) return { order: objectiveOf(direction).order, depth: 1 };
  return { order: thriftyOrder(objectiveOf(direction).order), depth: MOST_COSTS };
}

const USUAL_DEPTH = 32;
