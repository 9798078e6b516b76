/**
 * An operator makes children: given a parent (and mates, and what the island knows), it proposes a program
 * that differs. Offline ones mutate and cross syntax trees; others ask a model. None of them evaluates, and
 * none of them keeps state that a replay would miss.
 */
export { type AgentMachine, openAgent } from "./agent/agents.ts";
export { haveSession, type SessionEnd } from "./agent/session.ts";
export * from "./directed/index.ts";
export * from "./offline.ts";
export * from "./operator.ts";
export { openLanguage } from "./open-language.ts";
export * from "./remember.ts";
export * from "./services.ts";
export * from "./step.ts";
export type { SavedTuner } from "./tuning/saved-tuner.ts";
export { TUNE, Tuner } from "./tuning/tuner.ts";
export type { TunerOptions } from "./tuning/tuner-options.ts";
