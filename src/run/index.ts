/**
 * A run: one evolution from its seed program to a stop, recorded in a folder of its own. This room starts the islands, sits
 * between them and the evaluator, keeps the budgets, ends and resumes a run, and reads what became of it.
 */
export type { Convergence } from "./convergence.ts";
export * from "./coordinator.ts";
export { openEvaluator, type SittingOptions } from "./sitting.ts";
export * from "./fork.ts";
export * from "./founders.ts";
export { type FrozenMemory, roundsTakeNoMemory } from "./frozen-memory.ts";
export { type FrozenModels, freezeModels, STAND_IN } from "./frozen-models.ts";
export * from "./inject.ts";
export { readMemoryFile } from "./read-memory-file.ts";
export * from "./record.ts";
export * from "./red-queen.ts";
export {
  type Champion,
  isRedQueenRun,
  missesTarget,
  refuseTurn,
  sharedBudget,
  type RedQueenSummary,
  redQueenChampions,
  summariseRedQueen,
} from "./red-queen-state.ts";
export { baseConfigOf } from "./red-queen-config.ts";
export { type RedQueenReport, reportRedQueen } from "./red-queen-report.ts";
export { sidesOf } from "./red-queen-sides.ts";
export { type RepeatOptions, repeatFromJournal } from "./replay.ts";
export { type Budgets, type ResumeOptions, resumedConfig, resumeRun } from "./resume.ts";
export * from "./seed.ts";
export * from "./shares.ts";
export * from "./start.ts";
export * from "./study/plan-study.ts";
export * from "./study/run-study.ts";
export type { Price, StudyCourse } from "./study/study-course.ts";
export * from "./study/study-file.ts";
export * from "./summary.ts";
export * from "./target.ts";
