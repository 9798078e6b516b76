import type { IncomingMessage, ServerResponse } from "node:http";
import type { JsonObject } from "../core/index.ts";
import {
  type Message as WireMessage,
  readBody,
  sendJson,
  type Wire,
  wireOf,
  type WireRequest,
} from "../wire/index.ts";
import type { CallFailure, Reply } from "./reply.ts";
import type { Carried, Message, ModelRequest } from "./request.ts";

/** Asks the model of a step; a call that is not made comes back as words for whoever asked. */
export type AskModel = (
  request: ModelRequest,
) => Promise<Reply | CallFailure | { readonly status: "refused"; readonly message: string }>;

/** The gateway's face to a coding agent. */
export interface ModelEndpoint {
  /** Answers a request; `false` for a path that is none of its. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/**
 * A server's side of the OpenAI protocol (chat completions and responses) and of Anthropic's messages, with one model
 * behind it, whatever name is asked for. What it is asked goes the way of every call of a run: reserved, recorded,
 * counted. Its answers come whole, also as streams.
 *
 * @param mostTokens - most tokens of a reply, whatever is asked for
 */
export function createModelEndpoint(model: string, mostTokens: number, ask: AskModel): ModelEndpoint {
  const carried = new Map<string, Carried>();
  let answered = 0;

  const answer = async (wire: Wire, body: JsonObject, response: ServerResponse): Promise<void> => {
    const asked = wire.read(body);
    if (asked === null) {
      return sendJson(
        response,
        400,
        wire.error("invalid_request_error", "expected a request of this protocol"),
      );
    }
    const isStream = body.stream === true;
    const beat = isStream ? keepAlive(response) : undefined;
    const limit = limitIn(body, wire, mostTokens);
    const end = await ask(requestFor(model, asked, carried, limit)).finally(() => beat?.stop());
    if (end.status !== "ok") {
      if (response.headersSent) response.destroy();
      else sendJson(response, statusOf(end), wire.error(kindOf(end), end.message));
      return;
    }
    for (const { id } of end.toolCalls) if (end.carried) carried.set(id, end.carried);
    const said = { id: `answer-${++answered}`, answer: end, usage: usageOf(end) };
    if (!isStream) return sendJson(response, 200, wire.json(asked, said) as JsonObject);
    if (!response.headersSent) response.writeHead(200, STREAM);
    response.end(wire.stream(asked, said, body).join(""));
  };

  return {
    async handle(request, response) {
      if (request.method === "GET" && (request.url ?? "").startsWith("/v1/models")) {
        sendJson(response, 200, {
          object: "list",
          data: [{ id: model, object: "model", owned_by: "galapagos" }],
        });
        return true;
      }
      const wire = request.method === "POST" ? wireOf(request.url ?? "/") : undefined;
      if (wire === undefined) return false;
      const body = await readBody(request);
      if (body === null)
        sendJson(response, 400, wire.error("invalid_request_error", "expected a JSON object"));
      else await answer(wire, body, response);
      return true;
    },
  };
}

/** The request of an agent as one of the run's. */
function requestFor(
  model: string,
  { messages, tools }: WireRequest,
  carried: ReadonlyMap<string, Carried>,
  limit: number | null,
): ModelRequest {
  return {
    model,
    messages: joined(messages).map((message) => withCarried(message, carried)),
    ...(tools.length > 0 && { tools: tools.map((tool) => ({ ...tool, name: tool.name.slice(0, 64) })) }),
    ...(limit !== null && { parameters: { maxTokens: limit } }),
  };
}

/** Turns of the assistant that follow each other are one: words, and calls that were made at once. */
function joined(messages: readonly WireMessage[]): readonly Message[] {
  const turns: Message[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (message.role !== "assistant" || last?.role !== "assistant") {
      turns.push(message);
      continue;
    }
    const toolCalls = [...(last.toolCalls ?? []), ...(message.toolCalls ?? [])];
    const text = [last.text, message.text].filter((part) => part !== "").join("\n");
    turns[turns.length - 1] = { role: "assistant", text, ...(toolCalls.length > 0 && { toolCalls }) };
  }
  return turns;
}

/** Parts that the model's server sent beside a turn go back with it: agents do not know of it. */
function withCarried(message: Message, carried: ReadonlyMap<string, Carried>): Message {
  if (message.role !== "assistant") return message;
  const own = message.toolCalls?.map(({ id }) => carried.get(id)).find((one) => one !== undefined);
  return own === undefined ? message : { ...message, carried: own };
}

/** The reply's limit that an agent asks for, tokens; `null` for none. */
function limitIn(body: JsonObject, { limits }: Wire, most: number): number | null {
  const asked = limits.map((name) => body[name]).find((value) => Number.isSafeInteger(value));
  return typeof asked === "number" && asked > 0 ? Math.min(asked, most) : null;
}

function usageOf({ usage }: Reply) {
  const { promptTokens = 0, completionTokens = 0, cachedTokens = 0, reasoningTokens = 0 } = usage ?? {};
  return {
    prompt: promptTokens,
    completion: completionTokens,
    cached: cachedTokens,
    reasoning: reasoningTokens,
  };
}

/** Comments in a stream while a model thinks, so that nobody takes it for dead. */
function keepAlive(response: ServerResponse): { stop(): void } {
  const timer = setInterval(() => {
    if (!response.headersSent) response.writeHead(200, STREAM);
    response.write(": the model thinks\n\n");
  }, BEAT_MS);
  return { stop: () => clearInterval(timer) };
}

type Failed = Exclude<Awaited<ReturnType<AskModel>>, Reply>;

/** The HTTP status of a failure: one for want of budget, or by the request itself, is worth no second try. */
function statusOf(end: Failed): number {
  return end.status === "refused" ? 402 : 400;
}

function kindOf(end: Failed): string {
  return end.status === "refused" ? "insufficient_quota" : end.kind;
}

const STREAM = { "content-type": "text/event-stream", "cache-control": "no-store" };
const BEAT_MS = 15_000;
