import type { Json, JsonObject } from "../../core/index.ts";
import type { FinishReason, Usage } from "../reply.ts";
import { ProtocolError, type RawAnswer } from "./answer.ts";
import { carry, isCarried } from "./carried-fields.ts";
import { CallAssembly, readCalls } from "./read-calls.ts";
import { readContent, thinkingIn } from "./read-content.ts";
import { readUsage } from "./read-usage.ts";
import { asCompletion } from "./other-shapes.ts";
import { RefusedError } from "./refused-error.ts";
import { listIn, objectIn, textIn, type Untyped } from "./untyped.ts";

/**
 * Reads a chat completion that came as one JSON value.
 *
 * @throws ProtocolError when it is not one; RefusedError when it is an error
 */
export function readChat(sent: unknown): RawAnswer {
  const body = asCompletion(sent, "message");
  const { choices, model } = objectIn(body);
  const all = listIn(choices);
  // several answers may come in any order
  const choice = objectIn(all.find((one) => objectIn(one).index === 0) ?? all[0]);
  const message = objectIn(choice.message ?? choice.delta);
  const calls = readCalls(message);
  const content = readContent(message.content ?? choice.text);
  const isWhole = content.text !== "" || calls.length > 0;
  if (!isWhole || choice.finish_reason === "error") refuseErrors(objectIn(body), choice);
  if (choice.message === undefined && choice.delta === undefined && choice.text === undefined)
    noChoices(body);
  return {
    ...content,
    thinking: content.thinking + thinkingIn(message),
    calls,
    finish: finishReason(choice.finish_reason ?? choice.stop_reason),
    refusal: textIn(message.refusal) || content.refusal,
    usage: readUsage(body),
    servedBy: textIn(model),
    fields: Object.fromEntries(Object.entries(message).filter(isCarried)) as JsonObject,
  };
}

/** Puts the chunks of a streamed chat completion together. */
export class ChatAssembly {
  private readonly text: string[] = [];
  private readonly thinking: string[] = [];
  private readonly refusal: string[] = [];
  private readonly calls = new CallAssembly();
  private readonly fields: { [name: string]: Json } = {};
  private finish: string | null = null;
  private usage: Usage | null = null;
  private servedBy = "";
  private choices = 0;
  /** Choices that came before and with the end, and the last of them. */
  private before = 0;
  private ends = 0;
  private lastDelta = "";
  /** Number of the answer that is read, where a stream holds several. */
  private index: unknown;
  private last: Untyped = {};

  /** @throws RefusedError when the server reports an error and had not finished before */
  add(chunk: unknown): void {
    const body = objectIn(asCompletion(chunk, "delta"));
    this.servedBy = textIn(body.model) || this.servedBy;
    this.usage = moreOf(this.usage, readUsage(body));
    const first = listIn(body.choices)[0];
    const choice = objectIn(first);
    if (this.finish === null || this.finish === "error") refuseErrors(body, choice, this.choices > 0);
    this.last = body;
    if (first === undefined) return;
    if (this.choices === 0) this.index = choice.index;
    else if (choice.index !== this.index && choice.index !== undefined && this.index !== undefined) return;
    this.choices++;
    if (this.isResent(choice)) return;
    // servers that end a stream with the whole message once more
    const isRepeated = choice.delta === undefined && (this.text.length > 0 || this.calls.calls.length > 0);
    if (!isRepeated) this.addDelta(objectIn(choice.delta ?? choice.message), choice.text);
    this.finish = finishText(choice.finish_reason) || this.finish;
    if (this.finish === "error") refuseErrors(body, choice, this.choices > 0);
  }

  /** True once the answer is complete, whatever the stream still brings. */
  get isComplete(): boolean {
    return this.finish !== null && this.finish !== "error";
  }

  /** Servers that send their last piece twice. */
  private isResent(choice: Untyped): boolean {
    const delta = JSON.stringify(choice.delta ?? null);
    const isResent =
      this.before > 0 && this.ends === 1 && delta === this.lastDelta && delta.includes('"content"');
    if (this.finish !== null || finishText(choice.finish_reason) !== "") this.ends++;
    else this.before++;
    this.lastDelta = delta;
    return isResent;
  }

  private addDelta(delta: Untyped, legacyText: unknown): void {
    const content = readContent(delta.content ?? legacyText);
    this.text.push(content.text);
    this.thinking.push(content.thinking, thinkingIn(delta));
    this.refusal.push(textIn(delta.refusal), content.refusal);
    this.calls.add(delta);
    for (const entry of Object.entries(delta).filter(isCarried)) carry(this.fields, entry);
  }

  /**
   * The answer; `null` when the stream ended before there was one.
   *
   * @param endsWhole - whether the stream said that it was at its end
   * @throws ProtocolError when there were chunks, and none had a choice
   */
  end(endsWhole: boolean, chunks: number): RawAnswer | null {
    if (this.choices === 0 && chunks > 0) noChoices(this.last);
    const text = joined(this.text);
    const hasContent = text !== "" || this.calls.calls.length > 0;
    if (this.finish === null && !(hasContent || (endsWhole && this.choices > 0))) return null;
    return {
      text,
      thinking: this.thinking.join(""),
      calls: this.calls.calls,
      finish: finishReason(this.finish),
      refusal: this.refusal.join(""),
      usage: this.usage,
      servedBy: this.servedBy,
      fields: this.fields,
    };
  }
}

/** The pieces as one text; a last one that says all before it once more does not count. */
function joined(text: readonly string[]): string {
  const last = text.findLastIndex((piece) => piece !== "");
  if (isCumulative(text)) return text[last] ?? "";
  const before = text.slice(0, Math.max(0, last)).join("");
  return before.length >= SURE && before === text[last] ? before : before + (text[last] ?? "");
}

/** Length from which on a text is not the same as another one by chance, characters. */
const SURE = 20;

/** True for a stream each of whose pieces repeats all that came before and goes on: no text does so by itself. */
function isCumulative(text: readonly string[]): boolean {
  const pieces = text.filter((piece) => piece !== "");
  const grows = (piece: string, at: number): boolean =>
    at === 0 || (piece.length > (pieces[at - 1] ?? "").length && piece.startsWith(pieces[at - 1] ?? ""));
  return pieces.length >= 3 && (pieces.at(-1) ?? "").length >= SURE && pieces.every(grows);
}

/** A body without choices: an error in words of its own, or nothing that the protocol knows, which is shown. */
function noChoices(body: unknown): never {
  const {
    detail,
    errors,
    message,
    msg,
    error_message: said,
    error_msg: told,
    base_resp: base,
  } = objectIn(body);
  if (detail ?? errors ?? message ?? msg ?? said ?? told ?? base)
    throw new RefusedError(200, JSON.stringify(body), null);
  const shown = (JSON.stringify(body) ?? "").slice(0, SHOWN);
  throw new ProtocolError(`it has no choices, but ${shown || "nothing"}`);
}

/** Characters of an odd answer that a person is shown. */
const SHOWN = 200;

/** The larger of each count: servers count on, or tell prompt and reply in two events. */
function moreOf(a: Usage | null, b: Usage | null): Usage | null {
  if (a === null || b === null) return a ?? b;
  return {
    promptTokens: Math.max(a.promptTokens, b.promptTokens),
    completionTokens: Math.max(a.completionTokens, b.completionTokens),
    cachedTokens: Math.max(a.cachedTokens, b.cachedTokens),
    cacheWriteTokens: Math.max(a.cacheWriteTokens, b.cacheWriteTokens),
    reasoningTokens: Math.max(a.reasoningTokens, b.reasoningTokens),
  };
}

/** @throws RefusedError when a body or its choice carries an error, or the answer ends with one */
function refuseErrors(body: Untyped, choice: Untyped, hasBegun = false): void {
  const error = [body.error, choice.error, body.object === "error" ? body : undefined].find(saysSomething);
  if (error) throw new RefusedError(200, JSON.stringify({ error }), null, hasBegun);
  const isError = /^(?:error|abort(?:ed)?|network_error|insufficient_system_resource)$/.test(
    textIn(choice.finish_reason),
  );
  if (isError) throw new RefusedError(200, "The server ended its answer with an error.", null, hasBegun);
}

/** False for the field of an error that is there without one: empty, or with a code that says so. */
function saysSomething(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return Boolean(error);
  return Object.values(error).some((value) => Boolean(value) && !/^(?:0|ok|success)$/i.test(String(value)));
}

const FINISHES: readonly (readonly [RegExp, FinishReason])[] = [
  [/length|max_?(?:output_)?tokens|context_?window/i, "length"],
  [/filter|safety|recitation|blocklist|prohibited|sensitive/i, "filtered"],
  [/tool|function_call/i, "tool-calls"],
  [/^(?:stop|eos|end|complete)/i, "stop"],
];

/**
 * Why a model stopped, under the names of all servers; an answer that came whole without a reason is one that
 * stopped.
 */
function finishReason(reason: unknown): FinishReason {
  const text = finishText(reason);
  return text === "" ? "stop" : (FINISHES.find(([pattern]) => pattern.test(text))?.[1] ?? "other");
}

/** A reason as text: some servers put it in an object, or write `null` as one. */
function finishText(reason: unknown): string {
  const text = textIn(reason) || textIn(objectIn(reason).type);
  return text === "null" || text === "None" ? "" : text;
}
