import { type CandidateId, jsonOf, type Outcome, parseCandidateId } from "../../core/index.ts";
import type { LessonEventRecord, LessonLink, LessonPlace, StoreWrite } from "../../store/index.ts";
import type { Evidence, Lesson, LessonId } from "../lesson.ts";

/** The side of a step in the memory's trial: given what is recalled, or the control. */
export type Arm = "memory" | "control";

/** The memory's part in one step, known with its result. */
export interface UsedEvent {
  readonly type: "used";
  readonly candidate: CandidateId;
  readonly arm: Arm;
  readonly recalled: readonly LessonId[];
  /** Lessons that this step would have recalled, and was kept from as their control. */
  readonly withheld: readonly LessonId[];
  readonly outcome: Outcome;
  /** Cost of the step, in one unit for the whole run (tokens, or dollars); `null` when nothing is counted. */
  readonly cost: number | null;
}

/** An event of the memory. Events are only ever appended; each says enough to be undone by a later one. */
export type LessonEvent =
  | { readonly type: "learned"; readonly lesson: Lesson }
  | UsedEvent
  | {
      readonly type: "evidence";
      readonly lesson: LessonId;
      readonly evidence: Evidence;
      readonly supports: boolean;
    }
  /** The evidence of a pattern spans islands. */
  | { readonly type: "promoted"; readonly lesson: LessonId }
  | {
      readonly type: "state";
      readonly lesson: LessonId;
      readonly from: Lesson["state"];
      readonly to: Lesson["state"];
      readonly reason: string;
    }
  /** A duplicate goes into another lesson, evidence and uses joined. */
  | { readonly type: "merged"; readonly lesson: LessonId; readonly into: LessonId }
  /** A retired or merged lesson comes back as it was. */
  | { readonly type: "restored"; readonly lesson: Lesson; readonly reason: string }
  /** A score that could not be reproduced: nothing may rest on it. */
  | { readonly type: "discredited"; readonly candidate: CandidateId; readonly reason: string }
  /** Opens the record of a border's upkeep, so that none is told from nothing to do. */
  | { readonly type: "upkeep"; readonly epoch: number };

/** An event with its place in logical time. */
export type PlacedEvent = LessonPlace & { readonly event: LessonEvent };

/** The order in which events of steps within one epoch take effect: step, island, number. */
export function compareSteps(a: LessonPlace, b: LessonPlace): number {
  return a.at - b.at || a.island - b.island || a.seq - b.seq;
}

/** Gives the events of one place their numbers. @param first - how many the place has already */
export function placeEvents(
  place: Omit<LessonPlace, "seq">,
  events: readonly LessonEvent[],
  first = 0,
): readonly PlacedEvent[] {
  return events.map((event, at) => ({ ...place, seq: first + at, event }));
}

/** The writes that keep events in the run. */
export function lessonWrites(events: readonly PlacedEvent[]): readonly StoreWrite[] {
  return events.map(({ event, ...place }) => ({
    type: "lesson",
    event: { ...place, data: jsonOf(event), lessons: subjectsOf(event), links: linksOf(event) },
  }));
}

/** The event of a record. */
export function readPlaced({ origin, island, at, seq, data }: LessonEventRecord): PlacedEvent {
  return { origin, island, at, seq, event: data as unknown as LessonEvent };
}

/** Lessons whose history the event belongs to. */
function subjectsOf(event: LessonEvent): readonly LessonId[] {
  switch (event.type) {
    case "learned":
    case "restored":
      return [event.lesson.id, ...(event.lesson.supersedes === null ? [] : [event.lesson.supersedes])];
    case "used":
      return [...event.recalled, ...event.withheld];
    case "merged":
      return [event.lesson, event.into];
    case "evidence":
    case "promoted":
    case "state":
      return [event.lesson];
    case "discredited":
    case "upkeep":
      return [];
  }
}

function linksOf(event: LessonEvent): readonly LessonLink[] {
  switch (event.type) {
    case "learned": {
      const { id, for: supporting, against } = event.lesson;
      return [...supporting, ...against]
        .filter(({ candidate }) => parseCandidateId(candidate) !== null)
        .map(({ candidate }) => ({ lesson: id, role: "evidence", candidate }));
    }
    case "used":
      return [
        ...event.recalled.map(
          (lesson) => ({ lesson, role: "recalled", candidate: event.candidate }) as const,
        ),
        ...event.withheld.map(
          (lesson) => ({ lesson, role: "withheld", candidate: event.candidate }) as const,
        ),
      ];
    case "evidence":
      return [{ lesson: event.lesson, role: "evidence", candidate: event.evidence.candidate }];
    default:
      return [];
  }
}
