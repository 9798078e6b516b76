import { loadAjv } from "../schema/index.ts";
import type { ModelClient } from "./client/model-client.ts";
import type { TransportFailure } from "./reply.ts";
import type { ModelRequest } from "./request.ts";

/** What one cheap call showed of a model. */
export type ProbeResult =
  | {
      readonly status: "ok";
      readonly api: "chat" | "responses" | "embeddings";
      /** Whether the answer came as a stream (it was asked for so, and was read as one). */
      readonly streaming: boolean;
      /** Whether the model called the tool that it was told to call; `rejected` when the server takes no tools. */
      readonly tools: "works" | "ignored" | "rejected";
      /** Whether the call's arguments were JSON of the stated schema. */
      readonly json: boolean;
      /** Whether the server says how many tokens were used: without it every call stays reserved at its worst case. */
      readonly usage: boolean;
      readonly servedBy: string;
      /** Milliseconds from request to the end of the answer. */
      readonly latencyMs: number;
    }
  | { readonly status: "failed"; readonly failure: TransportFailure };

const REPORT = {
  name: "report",
  description: "Reports that the connection works.",
  parameters: {
    type: "object",
    properties: { ok: { type: "boolean" }, word: { type: "string" } },
    required: ["ok", "word"],
    additionalProperties: false,
  },
} as const;

/** Room for a short thought of a reasoning model and one tool call. */
const PROBE_TOKENS = 512;

/**
 * Asks a model to call a tool with a small JSON object: one call shows whether address, key, name, tools, JSON, streaming and usage work.
 * A server that rejects tools is asked once more without.
 *
 * @param now - clock in milliseconds
 */
export async function probeModel(
  client: ModelClient,
  now: () => number,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const { model } = client;
  const request: ModelRequest = {
    model: model.id,
    messages: [{ role: "user", text: 'Call the tool `report` with ok = true and word = "finch".' }],
    tools: [REPORT],
    parameters: { maxTokens: PROBE_TOKENS },
  };
  const start = now();
  const first = await client.send(request, signal);
  const hasNoTools = first.status === "failed" && first.kind === "rejected";
  const { tools: _, ...plain } = request;
  const result = hasNoTools ? await client.send(plain, signal) : first;
  if (result.status === "failed") return { status: "failed", failure: hasNoTools ? first : result };
  const { toolCalls, usage, servedBy } = result.answer;
  const call = toolCalls.find(({ name }) => name === REPORT.name);
  return {
    status: "ok",
    api: model.api,
    streaming: model.stream,
    tools: hasNoTools ? "rejected" : call === undefined ? "ignored" : "works",
    json: call !== undefined && isReport(call.arguments),
    usage: usage !== null,
    servedBy,
    latencyMs: now() - start,
  };
}

function isReport(text: string): boolean {
  try {
    return new (loadAjv())().validate(REPORT.parameters, JSON.parse(text));
  } catch {
    return false;
  }
}
