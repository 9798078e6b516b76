/**
 * The use cases as functions: what a command does, a program of one's own can do, with typed results, events
 * and an `AbortSignal`. One file for each verb; flags and exit codes are the command line's.
 */
export { check, type CheckSettings } from "./check.ts";
export { evaluate, type EvaluateSettings } from "./evaluate.ts";
export { fork } from "./fork.ts";
export { inject, type InjectSettings } from "./inject.ts";
export { memory } from "./memory.ts";
export { replay, type ReplaySettings } from "./replay.ts";
export { rescore } from "./rescore.ts";
export type { RunResult } from "./result.ts";
export { resume } from "./resume.ts";
export { run } from "./run.ts";
export { best, inspect, listRuns } from "./runs.ts";
export type {
  ForkSettings,
  ListenSettings,
  ResumeSettings,
  RunSettings,
  SittingSettings,
  TrustSettings,
} from "./settings.ts";
export { study, type StudySettings } from "./study.ts";
