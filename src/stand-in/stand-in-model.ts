import { canonicalJson, type JsonObject, type Random, randomStream, sha256 } from "../core/index.ts";
import { type EditFormat, writeEdit } from "../edits/index.ts";
import type { ToolCall, ToolDefinition, WireAnswer, WireRequest } from "../wire/index.ts";
import { type ModelFault, type ModelFaults, modelFault } from "./faults.ts";
import { obey } from "./obey.ts";
import { readPrompt } from "./read-prompt.ts";

/**
 * Changes a program without a model: the same source and seed give the same child; `null` when it finds
 * nothing to change.
 */
export type OfflineMutator = (source: string, seed: string) => string | null;

/** Most tool calls in one conversation before the stand-in ends it. */
const MAX_TOOL_TURNS = 3;

/** Names a request by its content. */
export function standInRequestHash(request: WireRequest): string {
  return sha256(canonicalJson(request));
}

/**
 * Answers as a model would, without one: reads the program and the wanted format from the prompt, lets the
 * mutator change the program, and writes the change down; errs in the given shares. A prompt that is given with
 * an input it obeys. The same request always gets the same answer.
 */
export function answerAsStandIn(
  request: WireRequest,
  mutate: OfflineMutator,
  faults: ModelFaults,
  seed: string,
): WireAnswer {
  const obeyed = request.tools.length === 0 ? obey(request.messages) : null;
  if (obeyed !== null) return said(obeyed);
  const hash = standInRequestHash(request);
  const fault = modelFault(faults, seed, hash);
  const random = randomStream("stand-in-answer", seed, hash);
  if (fault === "refusal") {
    const words = "I'm sorry, but I can't help with that.";
    const tellsByField = random.next() < 0.5;
    return { ...said(tellsByField ? "" : words), refusal: tellsByField ? words : null };
  }
  if (fault === "empty") return said("");
  if (fault === "prose")
    return said("The program looks reasonable. One could try a finer step near the border.");
  const prompt = readPrompt(request.messages);
  const child = prompt.program === null ? null : mutate(prompt.program, `${seed}/${hash}`);
  const call = toolCall(request, prompt.program, child, random);
  if (call !== null) return { text: "", toolCalls: [call], finishReason: "tool-calls", refusal: null };
  const text = write(prompt.format, prompt.program ?? "", child, random);
  if (fault === "truncated") {
    return {
      ...said(text.slice(0, Math.floor(text.length * (0.3 + 0.5 * random.next())))),
      finishReason: "length",
    };
  }
  return said(spoil(text, fault, prompt.format, random));
}

function said(text: string): WireAnswer {
  return { text, toolCalls: [], finishReason: "stop", refusal: null };
}

function write(
  format: ReturnType<typeof readPrompt>["format"],
  program: string,
  child: string | null,
  random: Random,
): string {
  if (format === "plan") {
    const ideas = ["tune one constant", "exchange two steps", "simplify one expression"];
    const chosen = random.pick(ideas);
    return `Outlines: ${ideas.join("; ")}.\nChosen: ${chosen}.\nExpected effect: a small change of the score.`;
  }
  if (format === "lesson") {
    const cause = random.pick(["plan", "execution", "noise"]);
    return `\`\`\`json\n${JSON.stringify({ cause, lesson: "Small local changes are cheap to try.", evidence: "one child" })}\n\`\`\``;
  }
  if (format === "recommendations")
    return "- Try small changes of the constants first.\n- Try another order of things.";
  if (format === "text") return "OK.";
  if (child === null) return "I see nothing to change in this program.";
  return `NAME: one small change\nDESCRIPTION: Changes one place of the program and keeps the rest.\n\n${writeEdit(program, child, format)}\n`;
}

function spoil(text: string, fault: ModelFault, format: string, random: Random): string {
  if (fault === "wrongEdit") {
    // A quotation from memory: every second quoted line is slightly off.
    if (format === "unified-diff")
      return text.replace(/^([ -]\s*\S.*)$/gm, (line) => (random.next() < 0.5 ? `${line} //` : line));
    if (format === "search-replace") return text.replace("SEARCH\n", "SEARCH\nconst remembered = wrongly;\n");
    return text.replace(/\n```/, "\n}}}\n```");
  }
  if (fault !== "untidy") return text;
  const way = random.int(3);
  if (way === 0) return text.replaceAll("\n", "\r\n");
  if (way === 1) return `Sure!\n\n${text}\n\nLet me know how it scores.`;
  return text.replace(/[^\S\n]+$/gm, "").replace(/$/gm, " ");
}

/** The next tool call of a conversation: a few of any tool, then the one that finishes, if there is one. */
function toolCall(
  { messages, tools }: WireRequest,
  program: string | null,
  child: string | null,
  random: Random,
): ToolCall | null {
  if (tools.length === 0) return null;
  const turns = messages.filter(
    (message) => message.role === "assistant" && message.toolCalls?.length,
  ).length;
  const isLast = (tool: ToolDefinition): boolean => /finish|final|done|submit/i.test(tool.name);
  const working = tools.filter((tool) => !isLast(tool));
  const goesOn = working.length > 0 && turns < MAX_TOOL_TURNS && random.next() < 0.6;
  const told = /Call the tool `([\w-]+)`/.exec(messages.at(-1)?.text ?? "")?.[1];
  const tool =
    tools.find(({ name }) => name === told) ?? (goesOn ? random.pick(working) : tools.find(isLast));
  if (tool === undefined) return null;
  const values = argumentsFor(tool.parameters, program, child);
  return { id: `call_${turns}`, name: tool.name, arguments: JSON.stringify(values) };
}

/**
 * Plain values for the required properties of a schema; what is called a program gets the child, an edit gets
 * the edit.
 */
function argumentsFor(schema: JsonObject, program: string | null, child: string | null): JsonObject {
  const properties = (schema.properties ?? {}) as { readonly [name: string]: JsonObject };
  const required = Array.isArray(schema.required) ? schema.required.map(String) : Object.keys(properties);
  const value = (name: string) => {
    const property = properties[name] ?? {};
    if (Array.isArray(property.enum)) return property.enum[0] ?? "";
    if (property.type === "number" || property.type === "integer") return Number(property.minimum ?? 1);
    if (property.type === "boolean") return true;
    if (property.type === "array") return [];
    if (property.type === "object") return {};
    if (/program|source|code/i.test(name)) return child ?? program ?? "";
    if (/edit|change|diff/i.test(name) && program !== null && child !== null) {
      return writeEdit(program, child, "search-replace" satisfies EditFormat);
    }
    return "local change";
  };
  return Object.fromEntries(required.map((name) => [name, value(name)]));
}
