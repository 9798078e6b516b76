/**
 * The stand-in is a language model for machines without one: a real HTTP server that speaks the OpenAI
 * protocol on loopback, and behind it the offline mutator, so that every part of a run with models can be
 * tried without a key, a network or a cost.
 */
export type { Message as WireMessage } from "./conversation.ts";
export { MODEL_FAULTS, NO_FAULTS, type StandInFaults } from "./faults.ts";
export { createOfflineMutator } from "./offline-mutator.ts";
export {
  type StandInLatency,
  type StandInOptions,
  type StandInServer,
  startStandIn,
} from "./server.ts";
export type { StandInAnswer, StandInRequest } from "./stand-in-model.ts";
export { readBody, sendJson } from "./http.ts";
export { chatEvents, chatJson, pieces, readChatRequest, type WireUsage } from "./wire-chat.ts";
export { asArray, asObject, asText } from "./wire-json.ts";
export { readResponsesRequest, responseEvents, responseJson } from "./wire-responses.ts";
