import {
  candidateId,
  type Direction,
  type IslandStart,
  objectiveOf,
  type RunEvent,
} from "../../core/index.ts";

/** Takes events in the order in which they arrive. */
export type EventSink = (events: readonly RunEvent[]) => void;

/**
 * Puts a `best` event behind each step that beat everything before it, over all islands. Which island's
 * result comes first is a matter of timing, so these events are for people.
 *
 * @param islands - what was on record when the sitting began
 */
export function withBestEvents(
  sink: EventSink,
  direction: Direction,
  islands: readonly IslandStart[],
): EventSink {
  const consumed = islands.map((island) => island.consumed);
  const objective = objectiveOf(direction);
  let best = objective.best(islands.flatMap((island) => island.best?.score ?? []));
  return (events) =>
    sink(
      events.flatMap((event): readonly RunEvent[] => {
        if (event.type !== "step") return [event];
        const { island, step, evaluation, operator } = event.candidate;
        consumed[island] = Math.max(consumed[island] ?? 0, step + 1);
        if (evaluation.status !== "ok" || !objective.better(evaluation.score, best)) return [event];
        best = evaluation.score;
        const evaluations = consumed.reduce((sum, n) => sum + n, 0);
        return [event, { type: "best", id: candidateId(island, step), score: best, operator, evaluations }];
      }),
    );
}
