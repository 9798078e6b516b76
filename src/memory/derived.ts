import { candidateId, type Direction, objectiveOf } from "../core/index.ts";
import type { LessonReader, StoreReader } from "../store/index.ts";
import type { PlacedEvent } from "./fold/event.ts";
import { stepEvents } from "./make/step-events.ts";
import { createMemoryRecord, type MemoryRecord } from "./record.ts";

/**
 * The memory that a run without one would have kept: its steps' episodes follow from its candidates. A run
 * without models has nobody to tell lessons to, so it records none; people and other runs can still have
 * them.
 */
export function deriveMemoryRecord(
  reader: StoreReader,
  lessons: Pick<LessonReader, "steps" | "at">,
  direction: Direction,
): MemoryRecord {
  const scores = new Map<string, number | null>();
  const scoreOf = (id: string): number | null => {
    const known = scores.get(id);
    if (known !== undefined) return known;
    const evaluation = reader.candidate(id as ReturnType<typeof candidateId>)?.evaluation;
    const score = evaluation?.status === "ok" ? evaluation.score : null;
    scores.set(id, score);
    return score;
  };
  return {
    ...createMemoryRecord(reader, lessons, direction),
    *steps(island, from, to): Iterable<PlacedEvent> {
      for (const candidate of reader.candidates(island, Math.max(1, from))) {
        const { step, evaluation, parents, operator } = candidate;
        if (step > to) return;
        scores.set(candidateId(island, step), evaluation.status === "ok" ? evaluation.score : null);
        // a copy was not tried
        if (operator === "copy") continue;
        const parentScore = parents[0] === undefined ? null : scoreOf(parents[0]);
        const outcome = objectiveOf(direction).outcome(evaluation, parentScore);
        const facts = { candidate, parentScore, outcome };
        yield* stepEvents({ facts, recall: null, cost: null, model: null });
      }
    },
  };
}
