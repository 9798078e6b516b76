/**
 * The stand-in is a language model for machines without one: a real HTTP server that speaks the OpenAI
 * protocol on loopback, and behind it the offline mutator, so that every part of a run with models can be
 * tried without a key, a network or a cost.
 */
export { MODEL_FAULTS, NO_FAULTS, type StandInFaults } from "./faults.ts";
export { createOfflineMutator } from "./offline-mutator.ts";
export {
  type StandInLatency,
  type StandInOptions,
  type StandInServer,
  startStandIn,
} from "./server.ts";
