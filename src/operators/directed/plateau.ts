import { type Candidate, type Direction, type Elite, hasRun, idOf, objectiveOf } from "../../core/index.ts";
import type { History } from "../services.ts";

/**
 * A parent's latest children, where there are as many that ran and none of them gained anything; `null` where it does
 * not stand still.
 */
export function plateauOf(
  parent: Elite,
  count: number,
  direction: Direction,
  history: Pick<History, "children">,
): readonly Candidate[] | null {
  const { outcome } = objectiveOf(direction);
  const children = history.children(idOf(parent), count).filter(({ evaluation }) => hasRun(evaluation));
  const isOne =
    children.length >= count &&
    children.every(({ evaluation }) => outcome(evaluation, parent.score) !== "improved");
  return isOne ? children : null;
}
