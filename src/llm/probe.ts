import { loadAjv } from "../schema/index.ts";
import { assistantTurn } from "./assistant-turn.ts";
import type { Answer } from "./client/answer.ts";
import { replyLimit } from "./client/manner.ts";
import type { ModelClient } from "./client/model-client.ts";
import { sendAdapting } from "./client/send-adapting.ts";
import { createAnswerWatch } from "./flow/watch.ts";
import type { TransportFailure } from "./reply.ts";
import type { ModelRequest } from "./request.ts";

/** The result of two cheap calls to a model, asked as a run asks. */
export type ProbeResult =
  | {
      readonly status: "ok";
      readonly api: "chat" | "responses" | "embeddings";
      /** True where answers come as streams. */
      readonly streaming: boolean;
      /**
       * True where the model called the tool that it was told to call; `words`: its server takes no tools,
       * they are put into words.
       */
      readonly tools: "works" | "words" | "ignored";
      /** True where the call's arguments were JSON of the stated schema. */
      readonly json: boolean;
      /** The reply to the tool's result: an answer, a refusal, or nothing to answer. */
      readonly secondTurn: "works" | "not-tried" | TransportFailure;
      /** True where the server says how many tokens were used: without it every byte is counted as one. */
      readonly usage: boolean;
      /** Tokens of hidden reasoning in the answers. */
      readonly reasoningTokens: number;
      /** Most tokens of a reply, as it is asked for in the end. */
      readonly replyTokens: number;
      /** Parts of the usual request that the server refuses, each with its replacement. */
      readonly learnt: readonly string[];
      readonly servedBy: string;
      /** Milliseconds from request to the end of the first answer. */
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

/** A temperature that a run may ask for. */
const TEMPERATURE = 0.7;

/**
 * Asks a model as a run does, with instructions, a temperature, the real limit on replies and a tool, and
 * answers its tool call: shows whether address, key, name, tools, JSON, streaming and usage work, and how its
 * server wants to be asked.
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
    messages: [
      { role: "system", text: "You check a connection. Do exactly what you are told." },
      { role: "user", text: 'Call the tool `report` with ok = true and word = "finch".' },
    ],
    tools: [REPORT],
    toolChoice: "auto",
    parameters: { temperature: model.parameters.temperature ?? TEMPERATURE },
  };
  const learnt: string[] = [];
  const note = (text: string): unknown => learnt.push(text);
  const start = now();
  const first = await sendAdapting(client, request, signal, note);
  const latencyMs = now() - start;
  if (first.status === "failed") return { status: "failed", failure: first };
  const { answer } = first;
  const second = await answerCalls(client, request, answer, signal, note);
  const call = answer.toolCalls.find(({ name }) => name === REPORT.name);
  const inWords = client.manner.tools === "words";
  return {
    status: "ok",
    api: model.api,
    streaming: client.manner.stream,
    tools: call === undefined ? "ignored" : inWords ? "words" : "works",
    json: call !== undefined && isReport(call.arguments),
    secondTurn: second === null ? "not-tried" : second.status === "ok" ? "works" : second,
    usage: answer.usage !== null && !answer.usage.estimated,
    reasoningTokens: answer.usage?.reasoningTokens ?? 0,
    replyTokens: replyLimit(model, request, client.manner),
    learnt: [...learnt, ...createAnswerWatch().notes(request, answer)],
    servedBy: answer.servedBy,
    latencyMs,
  };
}

/** The turn after the tool calls; `null` without any. */
async function answerCalls(
  client: ModelClient,
  request: ModelRequest,
  answer: Answer,
  signal: AbortSignal,
  note: (text: string) => unknown,
) {
  if (answer.toolCalls.length === 0) return null;
  const results = answer.toolCalls.map(
    ({ id }) => ({ role: "tool", toolCallId: id, text: "Noted." }) as const,
  );
  const messages = [...request.messages, assistantTurn(answer), ...results];
  return sendAdapting(client, { ...request, messages, toolChoice: "none" }, signal, note);
}

function isReport(text: string): boolean {
  try {
    return new (loadAjv())().validate(REPORT.parameters, JSON.parse(text));
  } catch {
    return false;
  }
}
