/**
 * An evaluator scores programs where they cannot cheat: candidates run in a sandbox of a supervised process,
 * see nothing but their inputs, and answer once, as bounded JSON text; the score is computed from that text
 * in another realm. A broken candidate is a value (`Failed`), never an exception.
 */
export { type Compute, computeOf } from "./compute.ts";
export { createEvaluator, type EvaluatorOptions } from "./create-evaluator.ts";
export type { Backend, OpenBackend } from "./backend.ts";
export type { Evaluator } from "./evaluator.ts";
export { FAILURE_KINDS } from "./failures.ts";
export type { Baseline, EvaluationPhase, Job } from "./job.ts";
export { inProcessBackend } from "./local/in-process-backend.ts";
export { type ConstructionVerdict, judgeConstruction } from "./judge-construction.ts";
export { keepBackends } from "./local/keep-backends.ts";
export { localBackend } from "./local/local-backend.ts";
export {
  connectQueue,
  type DataFolders,
  drainFleet,
  type FleetAddress,
  type FleetStatus,
  fleetStatus,
  type Exchange,
  openExchange,
  purgeFleet,
  queueBackend,
  type QueueConnection,
  type QueueOptions,
  readSecret,
  runWorker,
  SECRET_VARIABLE,
  type WorkerOptions,
} from "./queue/index.ts";
export { openAgentWalls } from "./open-agent-walls.ts";
export type { AgentWalls, HandedIn, RunningAgent } from "./sandbox/agent/agent-jail.ts";
export { unlessUnmoved } from "./unless-unmoved.ts";
export { engineHere, imageMissingHere, isEngineHere, probeLevels } from "./levels.ts";
