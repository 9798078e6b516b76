import type { CandidateId, Json } from "../core/index.ts";

/**
 * The origin of an event of the memory: the result of a step, the upkeep of a border (island 0), a file that
 * the run was started with (island 0, at 0), or a decision between two sittings (island 0, at the border where
 * it takes effect, after the steps that lead there). Older records call decisions `import` and `person`; those take effect before these
 * steps.
 */
export type LessonOrigin = "step" | "upkeep" | "import" | "person" | "decision";

/** Where an event of the memory stands in logical time. */
export interface LessonPlace {
  readonly origin: LessonOrigin;
  readonly island: number;
  /** A step when the origin is `step`, else a border. */
  readonly at: number;
  /** Number among the events of the same place, from 0. */
  readonly seq: number;
}

/**
 * Ties a lesson to a candidate: it is evidence for the lesson, its step recalled it, or was kept from it as a
 * control.
 */
export interface LessonLink {
  readonly lesson: string;
  readonly role: "evidence" | "recalled" | "withheld";
  readonly candidate: CandidateId;
}

/** An event of the evolutionary memory; what it says is opaque to the store. */
export interface LessonEventRecord extends LessonPlace {
  readonly data: Json;
  /** Lessons that the event is about, for their histories. */
  readonly lessons: readonly string[];
  readonly links: readonly LessonLink[];
}

/** The read side of the memory. Orders depend on logical time alone. */
export interface LessonReader {
  /** Events of one island's steps from ≤ step ≤ to, by (step, seq). */
  steps(island: number, from: number, to: number): IterableIterator<LessonEventRecord>;
  /** Events of another origin at one border, by seq. */
  at(origin: Exclude<LessonOrigin, "step">, at: number): readonly LessonEventRecord[];
  /** The last step of an island that left an event; −1 when none did. */
  lastStep(island: number): number;
  /** Everything that happened to a lesson, by (origin, at, island, seq). */
  history(lesson: string): readonly LessonEventRecord[];
  /** Candidates that a lesson is tied to, by (role, step, island). */
  links(lesson: string): readonly LessonLink[];
  /** Lessons that a candidate is tied to, by (role, lesson). */
  lessonsOf(candidate: CandidateId): readonly LessonLink[];
  /** Number of recorded events. */
  count(): number;
}
