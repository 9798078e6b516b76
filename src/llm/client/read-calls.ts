import { isObject, type JsonObject } from "../../core/index.ts";
import type { ToolCall } from "../request.ts";
import { jsonAt } from "./json-at.ts";
import { listIn, objectIn, parsed, textIn, type Untyped } from "./untyped.ts";

/**
 * A tool call as a server sent it, with what else stood beside it (signatures of the thought that led to it).
 */
export interface ReadCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
  readonly extra: JsonObject;
}

/**
 * The tool calls of a whole message: in a list, alone or, as of old, one `function_call`; of whatever type or none,
 * arguments as text or as an object, the name in a `function` or beside it; or among the parts of its content.
 */
export function readCalls(message: Untyped): readonly ReadCall[] {
  const assembly = new CallAssembly();
  for (const call of listed(message.tool_calls)) assembly.addWhole(objectIn(call));
  if (assembly.calls.length === 0 && message.function_call)
    assembly.addWhole({ function: message.function_call });
  for (const call of callsAmong(message.content)) assembly.addWhole(call);
  return assembly.calls;
}

/** The calls among the parts of a content: Anthropic's `tool_use`, Gemini's `functionCall`, Bedrock's `toolUse`, OpenAI's `function_call`. */
function callsAmong(content: unknown): readonly Untyped[] {
  const parts = Array.isArray(content) ? content : listIn(objectIn(content).parts);
  return parts.flatMap((item) => {
    const part = objectIn(item);
    const { functionCall, toolUse, type } = part;
    if (functionCall) return [objectIn(functionCall)];
    if (toolUse) return [{ id: objectIn(toolUse).toolUseId, ...objectIn(toolUse) }];
    return type === "tool_use" || type === "function_call" ? [{ ...part, id: part.call_id ?? part.id }] : [];
  });
}

/** The items of a list; a value that stands alone is one. */
function listed(value: unknown): readonly unknown[] {
  return isObject(value) ? [value] : listIn(value);
}

/** Puts tool calls together from the pieces of a stream. */
export class CallAssembly {
  private readonly made: {
    id: string;
    name: string;
    parts: string[];
    extra: JsonObject;
    at: number | null;
  }[] = [];

  /** The calls so far that have a name. */
  get calls(): readonly ReadCall[] {
    return this.made
      .filter(({ name }) => name !== "")
      .map(({ id, name, parts, extra }) => ({ id, name, arguments: bareArguments(parts.join("")), extra }));
  }

  /** Adds a call that came in one piece. */
  addWhole(call: Untyped): void {
    this.open(null, call);
  }

  /** Adds the pieces that one event carries. */
  add(delta: Untyped): void {
    for (const part of listed(delta.tool_calls)) this.addPart(objectIn(part));
    if (delta.function_call) this.addPart({ index: 0, function: delta.function_call });
    for (const call of callsAmong(delta.content)) this.addPart(call);
  }

  /**
   * A piece belongs to the call whose id it bears, else to the latest of its index, else to the last one; a
   * new id, or a name after a call that is complete already, begins another call (servers that give every
   * call the index 0, or none at all).
   */
  private addPart(part: Untyped): void {
    const id = textIn(part.id);
    const at = typeof part.index === "number" ? part.index : null;
    const same = this.made.findLast((call) => (id === "" ? at === null || call.at === at : call.id === id));
    const latest =
      id === "" ? same : (same ?? this.made.findLast((call) => call.at === at && call.id === ""));
    const isNext = id === "" && latest !== undefined && nameIn(part) !== "" && isComplete(latest);
    if (latest === undefined || isNext) {
      this.open(at, part);
      return;
    }
    latest.id ||= id;
    latest.name ||= nameIn(part);
    latest.parts.push(argumentsIn(part));
    latest.extra = { ...latest.extra, ...extraIn(part) };
  }

  private open(at: number | null, part: Untyped): void {
    const call = {
      id: textIn(part.id),
      name: nameIn(part),
      parts: [argumentsIn(part)],
      extra: extraIn(part),
      at,
    };
    this.made.push(call);
  }
}

/**
 * The calls as the rest of the project knows them: each with an id of its own.
 *
 * @param turn - number of the conversation's turn, which makes ids that a server left out differ between
 * turns
 */
export function namedCalls(calls: readonly ReadCall[], turn: number): readonly ToolCall[] {
  const taken = new Set<string>();
  return calls.map(({ id, name, arguments: text }, at) => {
    const own = id === "" || taken.has(id) ? `call-${turn}-${at}` : id;
    taken.add(own);
    return { id: own, name, arguments: text };
  });
}

function isComplete({ name, parts }: { readonly name: string; readonly parts: readonly string[] }): boolean {
  return name !== "" && parsed(parts.join("")) !== undefined;
}

function nameIn(part: Untyped): string {
  return textIn(innerOf(part).name) || textIn(part.name);
}

function argumentsIn(part: Untyped): string {
  const inner = innerOf(part);
  const value =
    inner.arguments ?? inner.parameters ?? inner.input ?? part.arguments ?? part.input ?? part.args;
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function innerOf(part: Untyped): Untyped {
  return objectIn(part.function ?? part.custom);
}

/** Arguments without what servers put around them: another encoding as text, a fence, an empty object before, a tag behind. */
function bareArguments(text: string): string {
  const value = parsed(text);
  if (typeof value === "string") return typeof parsed(value) === "object" ? value : text;
  if (value !== undefined) return text;
  for (let at = text.indexOf("{"); at >= 0; ) {
    const found = jsonAt(text, at);
    if (found === null) return text;
    if (Object.keys(objectIn(found.value)).length > 0) return JSON.stringify(found.value);
    at = text.indexOf("{", found.end);
  }
  return text;
}

const KNOWN = new Set([
  "id",
  "index",
  "type",
  "function",
  "custom",
  "name",
  "arguments",
  "input",
  "args",
  "call_id",
  "toolUseId",
  "status",
]);

function extraIn(part: Untyped): JsonObject {
  const entries = Object.entries(part).filter(([name, value]) => !KNOWN.has(name) && value !== null);
  return Object.fromEntries(entries) as JsonObject;
}
