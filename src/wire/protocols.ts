import type { Json, JsonObject } from "../core/index.ts";
import { chatEvents, chatJson, readChatRequest } from "./chat.ts";
import type { WireEnd, WireRequest } from "./conversation.ts";
import { asObject } from "./json.ts";
import { messagesEvents, messagesJson, readMessagesRequest } from "./messages.ts";
import { readResponsesRequest, responseEvents, responseJson } from "./responses.ts";

/** One of the protocols that agents speak: how its requests are read and its answers are written. */
export interface Wire {
  /** `null` for a body that is no request of this protocol. */
  read(body: JsonObject): WireRequest | null;
  /** Field of the body with the reply's limit. */
  readonly limits: readonly string[];
  json(request: WireRequest, end: WireEnd): Json;
  /** Lines of server-sent events. */
  stream(request: WireRequest, end: WireEnd, body: JsonObject): readonly string[];
  error(kind: string, message: string): JsonObject;
}

/** The protocols by path. */
const WIRES: { readonly [path: string]: Wire } = {
  "/v1/chat/completions": {
    read: readChatRequest,
    limits: ["max_completion_tokens", "max_tokens"],
    json: (request, { id, answer, usage }) => chatJson(id, request, answer, usage),
    stream(request, { id, answer, usage }, body) {
      const withUsage = asObject(body.stream_options).include_usage === true;
      return [...chatEvents(id, request, answer, usage, withUsage), "[DONE]"].map(asData);
    },
    error: openAiError,
  },
  "/v1/responses": {
    read: readResponsesRequest,
    limits: ["max_output_tokens"],
    json: (request, { id, answer, usage }) => responseJson(id, request, answer, usage),
    stream: (request, { id, answer, usage }) => responseEvents(id, request, answer, usage).map(asData),
    error: openAiError,
  },
  "/v1/messages": {
    read: readMessagesRequest,
    limits: ["max_tokens"],
    json: (request, end) => messagesJson(request, end),
    stream: (request, end) => messagesEvents(request, end),
    error: (kind, message) => ({ type: "error", error: { type: kind, message } }),
  },
};

/** The protocol of a request by its path; `undefined` for a path of none. */
export function wireOf(url: string): Wire | undefined {
  const path = url.split("?")[0] ?? "/";
  return Object.hasOwn(WIRES, path) ? WIRES[path] : undefined;
}

function asData(line: string): string {
  return `data: ${line}\n\n`;
}

function openAiError(kind: string, message: string): JsonObject {
  return { error: { message, type: kind, code: kind, param: null } };
}
