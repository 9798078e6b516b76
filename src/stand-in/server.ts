import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { JsonObject } from "../core/index.ts";
import { GalapagosError, randomStream } from "../core/index.ts";
import {
  asObject,
  chatEvents,
  chatJson,
  readBody,
  readChatRequest,
  readResponsesRequest,
  responseEvents,
  responseJson,
  sendError,
  sendJson,
  type WireRequest,
  type WireUsage,
} from "../wire/index.ts";
import {
  NO_FAULTS,
  type StandInFaults,
  hasTransportFaults,
  type TransportFault,
  transportFault,
} from "./faults.ts";
import { answerAsStandIn, type OfflineMutator, standInRequestHash } from "./stand-in-model.ts";
import { embeddingJson, readEmbeddingRequest } from "./embeddings.ts";
import { sendText } from "./send-text.ts";

/** Latency of the answers: lognormal, as queues at public endpoints make it. */
export interface StandInLatency {
  readonly medianMs: number;
  /** 99th percentile as a multiple of the median. @defaultValue 20 */
  readonly p99Ratio?: number;
}

/** How a stand-in server behaves. */
export interface StandInOptions {
  readonly mutate: OfflineMutator;
  /** @defaultValue "0" */
  readonly seed?: string;
  /** @defaultValue nothing goes wrong */
  readonly faults?: Partial<StandInFaults>;
  /** Wait that a 429 asks for, seconds. @defaultValue 1 */
  readonly retryAfterSeconds?: number;
  /** True where `Retry-After` is an HTTP date. @defaultValue false */
  readonly retryAfterAsDate?: boolean;
  /** How much longer a slow answer takes, milliseconds. @defaultValue 1000 */
  readonly slowMs?: number;
  /** @defaultValue none */
  readonly latency?: StandInLatency;
  /** Key that requests must bear. @defaultValue none is asked for */
  readonly key?: string;
  /** @defaultValue any free one */
  readonly port?: number;
}

/**
 * The totals of a stand-in server. Charged is every token of an answer that it made, also when the answer
 * never arrived.
 */
interface StandInTotals {
  readonly requests: number;
  readonly answered: number;
  readonly chargedPromptTokens: number;
  readonly chargedCompletionTokens: number;
  readonly faults: { readonly [fault in TransportFault]?: number };
}

/** A server that speaks the OpenAI protocol and needs no model. */
export interface StandInServer {
  /** Base URL for a client, ending in `/v1`. */
  readonly url: string;
  totals(): StandInTotals;
  /** Breaks every connection off and stops listening. */
  close(): Promise<void>;
}

type StandInApi = "chat" | "responses" | "embeddings";

const APIS: { readonly [path: string]: StandInApi } = {
  "/v1/chat/completions": "chat",
  "/v1/responses": "responses",
  "/v1/embeddings": "embeddings",
};

const READERS: { readonly [api in StandInApi]: (body: JsonObject) => WireRequest | null } = {
  chat: readChatRequest,
  responses: readResponsesRequest,
  embeddings: readEmbeddingRequest,
};

/** z of the 99th percentile of the standard normal distribution. */
const Z99 = 2.326;

/**
 * Starts the stand-in on the loopback interface: `POST /v1/chat/completions`, `POST /v1/responses` (streaming
 * or not, tool calls, usage), `POST /v1/embeddings` and `GET /v1/models`. Its answers depend on the seed and
 * the request alone; faults on the way depend on how often the request came, too.
 *
 * @throws GalapagosError `llm/stand-in` when the port is taken
 */
export async function startStandIn(options: StandInOptions): Promise<StandInServer> {
  const standIn = new StandIn(options);
  // loaded here: an import would cost every thread of every run its tenth of a second (all of HTTP, and the
  // fetch client with it)
  const { createServer } = await import("node:http");
  const server = createServer((request, response) => {
    standIn.handle(request, response).catch(() => response.destroy());
  });
  // on a busy machine the usual five seconds pass while a client is about to use the connection again
  server.keepAliveTimeout = 0;
  server.listen(options.port ?? 0, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new GalapagosError(`The stand-in cannot listen on port ${options.port}.`, {
      code: "llm/stand-in",
      hint: "Leave the port out to take any free one.",
      cause,
    });
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    totals: () => standIn.totals,
    async close() {
      const closed = once(server, "close");
      standIn.close();
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The stand-in's side of its requests. */
class StandIn {
  readonly #options: StandInOptions;
  readonly #seed: string;
  readonly #faults: StandInFaults;
  readonly #needsArrivals: boolean;
  readonly #arrivals = new Map<string, number>();
  readonly #closing = new AbortController();
  readonly #counts: { [fault in TransportFault]?: number } = {};
  readonly #totals = { requests: 0, answered: 0, chargedPromptTokens: 0, chargedCompletionTokens: 0 };

  constructor(options: StandInOptions) {
    this.#options = options;
    this.#seed = options.seed ?? "0";
    this.#faults = { ...NO_FAULTS, ...options.faults };
    this.#needsArrivals = options.latency !== undefined || hasTransportFaults(this.#faults);
  }

  get totals(): StandInTotals {
    return { ...this.#totals, faults: { ...this.#counts } };
  }

  /** Ends answers that are being delayed. */
  close(): void {
    this.#closing.abort();
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const { key } = this.#options;
    if (key !== undefined && request.headers.authorization !== `Bearer ${key}`) {
      return sendError(
        response,
        401,
        "invalid_api_key",
        `Incorrect API key provided: ${request.headers.authorization ?? "none"}.`,
      );
    }
    if (request.method === "GET" && path === "/v1/models") {
      return sendJson(response, 200, {
        object: "list",
        data: [{ id: "stand-in", object: "model", created: 0, owned_by: "galapagos" }],
      });
    }
    const api = APIS[path];
    if (request.method !== "POST" || api === undefined) {
      return sendError(response, 404, "not_found", `No such path: ${path}`);
    }
    const body = await readBody(request);
    const asked = body === null ? null : READERS[api](body);
    if (body === null || asked === null) {
      return sendError(response, 400, "invalid_request_error", "The body is not a request of this protocol.");
    }
    await this.#respond(asked, body, api, response);
  }

  async #respond(
    asked: WireRequest,
    body: JsonObject,
    api: StandInApi,
    response: ServerResponse,
  ): Promise<void> {
    const hash = standInRequestHash(asked);
    const arrival = this.#arrivals.get(hash) ?? 0;
    // A flawless line needs no memory of what came before, so that a long run stays flat.
    if (this.#needsArrivals) this.#arrivals.set(hash, arrival + 1);
    this.#totals.requests++;
    const fault = transportFault(this.#faults, this.#seed, hash, arrival);
    this.#counts[fault] = (this.#counts[fault] ?? 0) + 1;
    if (fault === "rateLimited") {
      response.setHeader("retry-after", retryAfter(this.#options));
      return sendError(response, 429, "rate_limit_exceeded", "Rate limit reached; try again later.");
    }
    if (fault === "serverError") return sendError(response, 500, "server_error", "The server had an error.");
    await this.#delay(fault, hash, arrival);
    if (api === "embeddings") {
      this.#sendEmbeddings(asked, response, fault);
      return;
    }
    const id = `${api === "chat" ? "chatcmpl" : "resp"}-${hash.slice(0, 12)}-${arrival}`;
    this.#sendAnswer(asked, { id, api, body, fault }, response);
  }

  async #delay(fault: TransportFault, hash: string, arrival: number): Promise<void> {
    const { latency, slowMs = 1000 } = this.#options;
    const delay = latencyMs(latency, this.#seed, hash, arrival) + (fault === "slow" ? slowMs : 0);
    if (delay > 0) await wait(delay, undefined, { signal: this.#closing.signal });
  }

  #sendEmbeddings(asked: WireRequest, response: ServerResponse, fault: TransportFault): void {
    const { prompt } = usageOf(asked, 0);
    this.#totals.chargedPromptTokens += prompt;
    if (fault !== "cut") this.#totals.answered++;
    const body = fault === "emptyChoices" ? { object: "list", data: [] } : embeddingJson(asked, prompt);
    sendText(response, false, [JSON.stringify(body)], fault);
  }

  #sendAnswer(asked: WireRequest, { id, api, body, fault }: Exchange, response: ServerResponse): void {
    const isChat = api === "chat";
    const answer = answerAsStandIn(asked, this.#options.mutate, this.#faults, this.#seed);
    const usage = usageOf(
      asked,
      answer.text.length + answer.toolCalls.reduce((sum, call) => sum + call.arguments.length, 0),
    );
    this.#totals.chargedPromptTokens += usage.prompt;
    this.#totals.chargedCompletionTokens += usage.completion;
    if (fault !== "cut") this.#totals.answered++;
    if (fault === "emptyChoices") {
      const empty = isChat
        ? { id, object: "chat.completion", choices: [], usage: null }
        : { id, object: "response", output: [] };
      sendText(response, body.stream === true, [JSON.stringify(empty)], "none");
    } else if (body.stream === true) {
      const withUsage = asObject(body.stream_options).include_usage === true;
      const events = isChat
        ? [...chatEvents(id, asked, answer, usage, withUsage), "[DONE]"]
        : responseEvents(id, asked, answer, usage);
      sendText(response, true, events, fault);
    } else {
      const json = isChat ? chatJson(id, asked, answer, usage) : responseJson(id, asked, answer, usage);
      sendText(response, false, [JSON.stringify(json)], fault);
    }
  }
}

/** One request that is answered, beside its words. */
interface Exchange {
  readonly id: string;
  readonly api: StandInApi;
  readonly body: JsonObject;
  readonly fault: TransportFault;
}

function usageOf(asked: WireRequest, answerLength: number): WireUsage {
  const prompt = asked.messages.reduce((sum, message) => sum + Buffer.byteLength(message.text), 0);
  return { prompt: 8 + Math.ceil(prompt / 4), completion: 1 + Math.ceil(answerLength / 4) };
}

function retryAfter({ retryAfterSeconds = 1, retryAfterAsDate = false }: StandInOptions): string {
  return retryAfterAsDate
    ? new Date(Date.now() + retryAfterSeconds * 1000).toUTCString()
    : String(retryAfterSeconds);
}

function latencyMs(latency: StandInLatency | undefined, seed: string, hash: string, arrival: number): number {
  if (latency === undefined) return 0;
  const sigma = Math.log(latency.p99Ratio ?? 20) / Z99;
  return latency.medianMs * Math.exp(sigma * randomStream(seed, hash, arrival, "stand-in-latency").normal());
}
