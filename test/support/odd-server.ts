import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { JsonObject } from "../../src/core/index.ts";

/** One request that an odd server got, and the means to answer it in its way. */
export interface OddCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The body that was sent. */
  readonly body: JsonObject;
  /** How many requests came before it. */
  readonly number: number;
}

/** A server on the loopback interface that answers as a test says. */
export interface OddServer extends AsyncDisposable {
  /** Base URL, ending in `/v1`. */
  readonly url: string;
  /** The bodies that came, in order. */
  readonly bodies: readonly JsonObject[];
}

/** Starts a server whose answers are made by a function; whatever it throws breaks the connection off. */
export async function startOddServer(answer: (call: OddCall) => void | Promise<void>): Promise<OddServer> {
  const bodies: JsonObject[] = [];
  const server = createServer(async (request, response) => {
    try {
      let text = "";
      for await (const chunk of request) text += chunk;
      const body = JSON.parse(text) as JsonObject;
      const number = bodies.push(body) - 1;
      await answer({ request, response, body, number });
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    bodies,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with a JSON value. */
export function json({ response }: OddCall, status: number, value: unknown, headers: JsonObject = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...(headers as Record<string, string>) });
  response.end(JSON.stringify(value));
}

/** Answers with a text of some type. */
export function text({ response }: OddCall, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type }).end(body);
}

/** Answers with server-sent events; texts are sent as they are. */
export function events(call: OddCall, values: readonly unknown[], done = true): void {
  const parts = values.map((value) =>
    typeof value === "string" ? value : `data: ${JSON.stringify(value)}\n\n`,
  );
  text(call, 200, "text/event-stream", parts.join("") + (done ? "data: [DONE]\n\n" : ""));
}

/** A chat completion with a message. */
export function completion(message: unknown, finish: unknown = "stop", more: JsonObject = {}): JsonObject {
  const choices = [{ index: 0, message, finish_reason: finish }] as unknown as JsonObject[];
  return { id: "1", object: "chat.completion", model: "odd", choices, ...more };
}

/** A chunk of a streamed one. */
export function chunk(delta: unknown, finish: unknown = null, more: JsonObject = {}): JsonObject {
  const choices = [{ index: 0, delta, finish_reason: finish }] as unknown as JsonObject[];
  return { id: "1", object: "chat.completion.chunk", model: "odd", choices, ...more };
}

/** Tokens as OpenAI counts them. */
export function usage(prompt: unknown, completionTokens: unknown, more: JsonObject = {}): JsonObject {
  const counts = { prompt_tokens: prompt, completion_tokens: completionTokens, ...more };
  return { usage: counts as JsonObject };
}

/** An error as OpenAI words it. */
export function error(message: string, more: JsonObject = {}): JsonObject {
  return { error: { message, type: "invalid_request_error", param: null, code: null, ...more } };
}
