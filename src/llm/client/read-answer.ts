import type { ModelDefinition } from "../model-definition.ts";
import type { ModelRequest } from "../request.ts";
import { maxPromptTokens } from "../tokens.ts";
import { type Answer, ProtocolError, type RawAnswer, understood } from "./answer.ts";
import { readEmbedding } from "./embeddings.ts";
import { jsonAt } from "./json-at.ts";
import { ChatAssembly, readChat } from "./read-chat.ts";
import { ResponseAssembly, readResponse } from "./read-responses.ts";
import { RefusedError } from "./refused-error.ts";
import { readServerEvents } from "./server-events.ts";
import { untilQuiet } from "./until-quiet.ts";
import { objectIn, parsed, parsedAnswer } from "./untyped.ts";

/**
 * Reads an answer by what it is, not by what was asked for: one JSON value, a stream of events, a JSON value
 * per line, or a web page.
 *
 * @param onPart - told of each part of a stream that carries something
 * @returns `null` when a stream ended before there was an answer
 * @throws ProtocolError, SyntaxError for what is no answer; RefusedError for an error in place of one
 */
export async function readAnswer(
  pieces: AsyncIterable<string>,
  model: ModelDefinition,
  request: ModelRequest,
  onPart: () => void = () => {},
): Promise<Answer | null> {
  const { first, all } = await peek(pieces);
  if (first === "") throw new ProtocolError("it is empty");
  const raw = /[{["]/.test(first)
    ? readWhole(await joined(all), model)
    : first === "<"
      ? page(await joined(all))
      : await readEvents(all, model, onPart);
  if (raw === null) return null;
  return model.api === "embeddings" ? asEmbedding(raw, request) : understood(raw, request, model.id);
}

/** The first character that is not blank, and all pieces from the beginning. */
async function peek(pieces: AsyncIterable<string>): Promise<{ first: string; all: AsyncIterable<string> }> {
  const iterator = pieces[Symbol.asyncIterator]();
  const seen: string[] = [];
  let first = "";
  while (first === "") {
    const { value, done } = await iterator.next();
    if (done) break;
    seen.push(value);
    first = value.replace(BEFORE, "").slice(0, 1);
  }
  const rest = { [Symbol.asyncIterator]: () => iterator };
  return {
    first,
    all: (async function* () {
      yield* seen;
      yield* rest;
    })(),
  };
}

/** Blanks, zeros and what guards JSON against being run as a script. */
const BEFORE = /^[\s\0]+|^\)\]\}'[^\n]{0,8}\n|^[\w.]{1,40}\((?=\{)/;

async function joined(pieces: AsyncIterable<string>): Promise<string> {
  const parts: string[] = [];
  for await (const piece of pieces) parts.push(piece);
  return parts.join("");
}

function page(text: string): never {
  throw new RefusedError(200, text, null);
}

function readWhole(text: string, model: ModelDefinition): RawAnswer | null {
  const value = parsed(text);
  if (value !== undefined) return readerOf(model)(value);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const values = lines.length < 2 ? [] : lines.map(parsed);
  if (values.length === 0 || values.includes(undefined)) return readerOf(model)(firstValue(text));
  const assembly = assemblyOf(model);
  for (const each of values) assembly.add(each);
  return assembly.end(true, lines.length);
}

/**
 * The answer at the beginning of a text that goes on with something else, or is almost JSON.
 *
 * @throws ProtocolError
 */
function firstValue(text: string): unknown {
  const start = text.search(/[{[]/);
  const found = start < 0 || start > MOST_BEFORE ? null : jsonAt(text, start);
  const isAnswer =
    found !== null && typeof found.value === "object" && Object.keys(objectIn(found.value)).length > 0;
  if (isAnswer) return found.value;
  try {
    return parsedAnswer(text);
  } catch {
    throw new ProtocolError(`it is no JSON, but ${text.slice(0, SHOWN)}`);
  }
}

/** Characters of an odd answer that a person is shown. */
const SHOWN = 200;

/** Signs before an answer that may be skipped: guards against scripts, a call's name. */
const MOST_BEFORE = 80;

function readerOf({ api }: ModelDefinition): (value: unknown) => RawAnswer {
  if (api === "embeddings") return readEmbedding;
  return api === "responses" ? readResponse : readChat;
}

function assemblyOf({ api }: ModelDefinition): ChatAssembly | ResponseAssembly {
  return api === "responses" ? new ResponseAssembly() : new ChatAssembly();
}

async function readEvents(
  pieces: AsyncIterable<string>,
  model: ModelDefinition,
  onPart: () => void,
): Promise<RawAnswer | null> {
  const assembly = assemblyOf(model);
  let read = 0;
  let endsWhole = false;
  const stray: string[] = [];
  const events = readServerEvents(pieces, (line) => stray.length < 50 && stray.push(line));
  try {
    for await (const { name, data } of untilQuiet(events, () => assembly.isComplete)) {
      if (ENDS.test(data.trim()) || (ENDS.test(name) && parsed(data) === undefined)) {
        endsWhole = true;
        break;
      }
      if (name === "error") throw new RefusedError(200, data, null, read > 0);
      if (name === "ping" || data.trim() === "") continue;
      for (const value of valuesIn(data)) {
        read++;
        onPart();
        assembly.add(value);
      }
    }
  } catch (error) {
    // what comes after the end, or breaks off there, changes nothing
    if (!assembly.isComplete || error instanceof RefusedError) throw error;
  }
  // plain words in place of events
  if (read === 0 && stray.length > 0) throw new RefusedError(200, stray.join("\n"), null);
  if (read === 0 && endsWhole) throw new ProtocolError("it has no choices");
  return assembly.end(endsWhole, read);
}

/** Words for the end of a stream. */
const ENDS = /^"?\[?(?:done|end|eof|close)\]?"?$/i;

/** The JSON values of one event; servers that leave the blank lines out send several in one. */
function valuesIn(data: string): readonly unknown[] {
  const lines = data.split("\n").filter((line) => line.trim() !== "" && !ENDS.test(line.trim()));
  if (lines.length < 2 || parsed(data) !== undefined) return [parsedAnswer(data)];
  const values = lines.map(parsed);
  return values.includes(undefined) ? [parsedAnswer(data)] : values;
}

function asEmbedding({ text, usage, servedBy }: RawAnswer, request: ModelRequest): Answer {
  const bytes = {
    promptTokens: maxPromptTokens(request),
    completionTokens: 0,
    cachedTokens: 0,
    cacheWriteTokens: 0,
  };
  return {
    text,
    toolCalls: [],
    finishReason: "stop",
    refusal: null,
    usage:
      usage === null ? { ...bytes, reasoningTokens: 0, estimated: true } : { ...usage, completionTokens: 0 },
    servedBy,
  };
}
