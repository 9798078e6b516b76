import { type Position, randomStream } from "../../core/index.ts";
import type { Arm } from "../fold/event.ts";

/**
 * The arm of a step. Of every block of 1/share steps of an island, one, drawn by the stream (seed, island,
 * block, `memory-control`), recalls nothing: a fixed share, and no schedule that the search could fall in
 * step with.
 *
 * @param share - 0 to 1; the block is rounded to whole steps
 */
export function armOf(seed: string, island: number, step: number, share: number): Arm {
  if (share <= 0) return "memory";
  const length = Math.max(1, Math.round(1 / share));
  const block = Math.floor(step / length);
  return randomStream(seed, island, block, "memory-control").int(length) === step % length
    ? "control"
    : "memory";
}

/**
 * True for a step that is kept from a lesson it would recall, as the lesson's own control: half of the steps
 * while it is on probation, in runs of any size, and the control share after that; by the stream (seed,
 * island, step, `withhold`, lesson). Only drawn steps compare like with like: a warning is recalled where
 * failures are likely, and would look as if it brought them.
 */
export function isWithheld(
  seed: string,
  position: Position,
  lesson: { readonly id: string; readonly state: string },
  share: number,
): boolean {
  const odds = lesson.state === "probation" ? 0.5 : share;
  return odds > 0 && randomStream(seed, position.island, position.step, "withhold", lesson.id).next() < odds;
}

/**
 * The control share for a run of so many steps: 0 when even a large effect could not be told from chance (95
 * %, at an improvement rate of 0.2), since control steps only cost then.
 */
export function measurableShare(steps: number, share: number): number {
  const [control, memory] = [steps * share, steps * (1 - share)];
  if (control < 1 || memory < 1) return 0;
  const error = Math.sqrt(PLANNED_RATE * (1 - PLANNED_RATE) * (1 / control + 1 / memory));
  return 1.96 * error <= WORTH_MEASURING ? share : 0;
}

/** Improvement rate that the size of a control is planned for. */
const PLANNED_RATE = 0.2;
/** A difference of rates larger than this must show, or a control is wasted. */
const WORTH_MEASURING = 0.2;
