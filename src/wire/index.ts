/**
 * The wire is what clients of language models say and hear over HTTP, seen from the server's side: chat completions and
 * responses (OpenAI's protocols) and messages (Anthropic's), read into one form and written from one. It knows no model.
 */
export { chatEvents, chatJson, readChatRequest } from "./chat.ts";
export type * from "./conversation.ts";
export { hostOf, readBody, readJson, sendError, sendJson } from "./http.ts";
export { asArray, asObject, asText } from "./json.ts";
export { type Wire, wireOf } from "./protocols.ts";
export { readResponsesRequest, responseEvents, responseJson } from "./responses.ts";
