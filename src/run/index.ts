/**
 * A run: one evolution from its seed program to a stop, recorded in a folder of its own. This room starts the
 * islands, sits between them and the evaluator, keeps the budgets, ends and resumes a run, and reads what
 * became of it.
 */
export { applyWinner, patchOf } from "./apply-winner.ts";
export * from "./sitting/coordinator.ts";
export { type KeptWorkers, keepWorkers } from "./sitting/keep-workers.ts";
export { backendFor, openEvaluator, type QueueSettings, type SittingOptions } from "./sitting/sitting.ts";
export * from "./transplant/fork.ts";
export * from "./transplant/founders.ts";
export { namingWhole } from "./naming-run.ts";
export { addressNote, withAddresses } from "./models/addresses.ts";
export { STAND_IN } from "./models/frozen-models.ts";
export * from "./transplant/inject.ts";
export * from "./begin-run.ts";
export type { MovedModel } from "./models/moved-models.ts";
export * from "./doctor.ts";
export type * from "./kinds/run.ts";
export { plainOverview, reachesTarget } from "./kinds/plain-run.ts";
export * from "./open-run.ts";
export { requirePlain } from "./rounds/require-plain.ts";
export { hasInbox, openInbox, sendRequest } from "./control/inbox.ts";
export { type ControlRequest, readRequest } from "./control/request.ts";
export * from "./control/steer-run.ts";
export * from "./memory/give-hint.ts";
export * from "./repeat-run.ts";
export { exitCodeOf, type Finding } from "./finding.ts";
export * from "./findings.ts";
export * from "./list-runs.ts";
export * from "./memory/change-lessons.ts";
export * from "./memory/export-memory.ts";
export * from "./memory/read-lessons.ts";
export { readMemoryFile } from "./memory/read-memory-file.ts";
export { withRunMemory } from "./memory/run-memory.ts";
export * from "./rehearsal/check-problem.ts";
export * from "./rehearsal/evaluate-program.ts";
export { verifyConstruction, type VerifyReport } from "./rehearsal/verify-construction.ts";
export { firstPromptOf } from "./rehearsal/prompt-of.ts";
export { previewRun, type RunPreview } from "./rehearsal/preview-run.ts";
export type { RehearsalOptions, Waiting } from "./rehearsal/rehearsal.ts";
export * from "./transplant/rescore.ts";
export { requireTrust, type Trust } from "./trust/require-trust.ts";
export { drawPictures, type Pictures, recordedPictures } from "./pictures.ts";
export * from "./prune.ts";
export * from "./record.ts";
export { type LastArchive, redQueenArchive } from "./rounds/last-archive.ts";
export { redQueenMeetings, type RoundMeetings } from "./rounds/meetings.ts";
export * from "./rounds/red-queen.ts";
export * from "./serve/served-run.ts";
export {
  type RedQueenSummary,
  redQueenChampions,
} from "./rounds/red-queen-state.ts";
export { problemForModels } from "./model-preset.ts";
export { baseConfigOf } from "./base-config.ts";
export { repeatFromJournal } from "./replay.ts";
export { type Budgets, resumedConfig, resumeRun } from "./resume.ts";
export type { FrontProgram, FrontSummary } from "./front-summary.ts";
export * from "./sitting/seed.ts";
export * from "./sitting/shares.ts";
export * from "./start.ts";
export * from "./study/narrow-study.ts";
export * from "./study/plan-study.ts";
export * from "./study/run-study.ts";
export { type Price, studyCourse } from "./study/study-course.ts";
export * from "./study/study-file.ts";
export * from "./study/study-schema.ts";
export { recordedVerdict, type Verification, verdictOn } from "./recorded-verdict.ts";
export * from "./summary.ts";
