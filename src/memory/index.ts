/**
 * The memory is what a run learns beside its programs: lessons, each with the evidence for and against it,
 * what recalling it was worth, and where it comes from. All islands share it. It is a fold over recorded
 * events by logical time, so that a resumed run remembers exactly what it would have remembered; what it
 * recalls must pay for itself, and a control arm says by how much. Lessons are data from programs and models:
 * they are checked against the record before they leave their island, and shown to a model as quotations
 * only.
 */
export * from "./effect/arm.ts";
export * from "./effect/effect.ts";
export * from "./effect/recorded-effect.ts";
export * from "./decisions.ts";
export * from "./derived.ts";
export { type LessonBank, findLesson, lessonsIn } from "./fold/lesson-bank.ts";
export { exportLessons } from "./exchange/export.ts";
export { importEvents } from "./exchange/import.ts";
export {
  exportedId,
  type MemoryFile,
  memoryFile,
  parseMemoryFile,
  renderMemoryFile,
} from "./exchange/memory-file.ts";
export { type ExportedLesson, MEMORY_SCHEMA } from "./exchange/memory-schema.ts";
export {
  type Arm,
  type LessonEvent,
  lessonWrites,
  type PlacedEvent,
  placeEvents,
  readPlaced,
} from "./fold/event.ts";
export * from "./guard/check.ts";
export * from "./guard/neutralise.ts";
export * from "./island-memory.ts";
export * from "./lesson.ts";
export { contrastAlike } from "./make/contrast.ts";
export * from "./make/episode.ts";
export type { LessonProposal } from "./make/proposal.ts";
export { shapeOf } from "./make/shape.ts";
export * from "./make/step-events.ts";
export * from "./recall/policy.ts";
export * from "./record.ts";
export * from "./recorded.ts";
export { ADVICE_HEADING, renderAdvice, renderLesson } from "./render.ts";
export * from "./search/program-index.ts";
export * from "./search/sketch.ts";
export * from "./settings.ts";
export * from "./view.ts";
