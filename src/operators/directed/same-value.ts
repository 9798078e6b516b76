import { type Candidate, type Direction, idOf, objectiveOf } from "../../core/index.ts";

/**
 * Words for a score that an earlier step of the same island came to, but for rounding: unlike searches that end at one value say more than
 * each alone. Empty without such a step, and where it is a parent, with which a child is compared anyway.
 *
 * @param latest - steps of one island, newest first
 */
export function sameValue(
  { island, step, evaluation, parents }: Candidate,
  latest: readonly Candidate[],
  direction: Direction,
): string {
  if (evaluation.status !== "ok") return "";
  const { score } = evaluation;
  const { compared } = objectiveOf(direction);
  const same = latest
    .filter(
      (one) =>
        one.island === island &&
        one.step < step &&
        one.evaluation.status === "ok" &&
        compared(one.evaluation.score, score) === "same",
    )
    .map(idOf);
  const first = same.at(-1);
  return first === undefined || same.some((id) => parents.includes(id)) ? "" : `the same value as ${first}`;
}
