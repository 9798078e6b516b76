/**
 * Galapagos as a library: define or load a problem, start a run, listen to its events, resume it, read what
 * it found.
 */
export { type RunConfig, DEFAULT_CONFIG, resolveConfig } from "./config/index.ts";
export {
  type Candidate,
  type CandidateId,
  type Evaluation,
  EXIT,
  GalapagosError,
  type Json,
  type JsonObject,
  type Picture,
  type PictureShape,
  type Random,
  type Proof,
  type RunEvent,
  VERSION,
} from "./core/index.ts";
export { createEvaluator, type Evaluator } from "./evaluate/index.ts";
export type { VaryInput } from "./language/index.ts";
export {
  defineProblem,
  type Episode,
  initProblem as init,
  listProblems,
  loadProblem,
  type Problem,
  type ProblemDefinition,
  type ProblemInCode,
  type MeasuredTime,
  type Mutator,
  type OwnChild,
  type OwnMutator,
  type Policy,
  type PolicyAnswer,
  type Repeats,
  type ProblemView,
  type Scorer,
  type ScorerContext,
  type ScorerResult,
  type Simulation,
  type Timing,
  type Verifier,
} from "./problem/index.ts";
export {
  type BestProgram,
  type CheckReport,
  type EliteProgram,
  type ExportedMemory,
  type Finding,
  examineMachine as doctor,
  type HistoryPoint,
  type Injection,
  type KeptWorkers,
  keepWorkers,
  type LessonDetail,
  type MemoryChange,
  type MemoryReport,
  type PlainOverview,
  type RescoreReport,
  type RoundsOverview,
  type RunLine,
  type RunOverview,
  type RunSummary,
  type StudyFile,
  summariseRun,
  type Verdict,
  type Verification,
} from "./run/index.ts";
export type { StudyReport } from "./report/index.ts";
export * from "./library/index.ts";
