import type { JsonObject } from "../../core/index.ts";
import type { FinishReason, Reply, Usage } from "../reply.ts";
import type { Carried, ModelRequest } from "../request.ts";
import { estimateTokens, maxPromptTokens } from "../tokens.ts";
import { callsInText } from "./calls-in-text.ts";
import { namedCalls, type ReadCall } from "./read-calls.ts";
import { withoutSpecialTokens } from "./special-tokens.ts";
import { type Spoken, withoutThinking } from "./thinking.ts";
import { toolNamed } from "./tool-name.ts";
import { withoutEcho } from "./without-echo.ts";

/** A reply as the protocol tells it, before the run adds which model it was and what it cost. */
export type Answer = Omit<Reply, "status" | "model" | "costNanoUsd">;

/** A body that is not what the protocol promises. Never leaves the client. */
export class ProtocolError extends Error {
  override readonly name: string = "ProtocolError";
}

/** An answer as it came, in the words of its protocol. */
export interface RawAnswer {
  readonly text: string;
  /** Thinking that came in a field of its own. */
  readonly thinking: string;
  readonly calls: readonly ReadCall[];
  readonly finish: FinishReason;
  readonly refusal: string;
  readonly usage: Usage | null;
  readonly servedBy: string;
  /** Fields of the message that may have to go back. */
  readonly fields: JsonObject;
}

/**
 * Understands an answer as it came: parts thinking from text, finds calls that were written as text,
 * estimates what was not counted.
 */
export function understood(raw: RawAnswer, request: ModelRequest, model: string): Answer {
  const spoken = spokenIn(raw, request);
  const tools = offered(request);
  const names = new Set(tools.map(({ name }) => name));
  const found =
    raw.calls.length > 0
      ? {
          text: spoken.text,
          calls: raw.calls.map((call) => ({ ...call, name: toolNamed(call.name, names) ?? call.name })),
        }
      : callsInText(spoken.text, tools);
  const toolCalls = namedCalls(found.calls, request.messages.length);
  const calls = Object.fromEntries(
    found.calls.flatMap(({ extra }, at) => {
      const id = toolCalls[at]?.id;
      return id === undefined || Object.keys(extra).length === 0 ? [] : [[id, extra]];
    }),
  );
  const hasCarried = Object.keys(raw.fields).length > 0 || Object.keys(calls).length > 0;
  const carried: Carried = { model, fields: raw.fields, ...(Object.keys(calls).length > 0 && { calls }) };
  return {
    // half a sign is nothing that a record could keep
    text: found.text.toWellFormed(),
    toolCalls,
    finishReason: finishOf(raw.finish, toolCalls.length > 0, spoken.isOpen),
    refusal: raw.refusal || null,
    usage: counted(raw, request, raw.thinking + spoken.thinking),
    servedBy: raw.servedBy,
    ...(hasCarried && { carried }),
  };
}

/**
 * The words of an answer apart from its thinking. A server whose parser takes all for thinking leaves the text empty although the model
 * came to its end: then what stands there is the answer.
 */
function spokenIn({ text, thinking, calls, finish, refusal }: RawAnswer, request: ModelRequest): Spoken {
  const spoken = withoutThinking(withoutEcho(text, request));
  const isEmpty = spoken.text.trim() === "" && !spoken.isOpen && calls.length === 0 && refusal === "";
  const isMistaken = isEmpty && finish === "stop" && thinking.trim() !== "" && spoken.thinking === "";
  const found = isMistaken ? withoutThinking(thinking) : spoken;
  return { ...found, text: withoutSpecialTokens(found.text) };
}

function offered({ tools, toolChoice }: ModelRequest) {
  return toolChoice === "none" ? [] : (tools ?? []);
}

/** Some servers end a tool call with `stop`, others end a text with `tool_calls`. */
function finishOf(finish: FinishReason, hasCalls: boolean, isThinking: boolean): FinishReason {
  if (finish === "length" || finish === "filtered") return finish;
  if (hasCalls) return "tool-calls";
  if (isThinking) return "length";
  return finish === "tool-calls" ? "stop" : finish;
}

/** Tokens that no window has. */
const INCREDIBLE = 1e8;

/**
 * The server's count where it is credible; bytes in place of what is missing, so that no ceiling is passed
 * unseen.
 */
function counted({ text, calls, usage }: RawAnswer, request: ModelRequest, thinking: string): Usage {
  const said = [text, ...calls.map((call) => call.name + call.arguments)].join("");
  const bytes = Buffer.byteLength(said) + Buffer.byteLength(text.includes(thinking) ? "" : thinking);
  const isCredible = (tokens: number): boolean => tokens > 0 && tokens < INCREDIBLE;
  const hasPrompt = usage !== null && isCredible(usage.promptTokens);
  const hasReply =
    usage !== null && (isCredible(usage.completionTokens) || (usage.completionTokens === 0 && bytes === 0));
  const completionTokens = hasReply ? usage.completionTokens : bytes;
  const hidden = thinking === "" ? 0 : Math.min(completionTokens, estimateTokens(thinking));
  return {
    promptTokens: hasPrompt ? usage.promptTokens : maxPromptTokens(request),
    completionTokens,
    cachedTokens: usage?.cachedTokens ?? 0,
    cacheWriteTokens: usage?.cacheWriteTokens ?? 0,
    reasoningTokens: usage?.reasoningTokens || hidden,
    ...(!(hasPrompt && hasReply) && { estimated: true as const }),
  };
}
