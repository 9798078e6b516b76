import type { ModelRequest } from "../request.ts";
import { promptBytes } from "../tokens.ts";
import { learnLimits } from "./learnt-limits.ts";
import type { Manner } from "./manner.ts";
import type { Untyped } from "./untyped.ts";

/** A request that a server refused. */
export interface RefusedAsking {
  readonly request: ModelRequest;
  /** The body that was sent. */
  readonly body: Untyped;
  /** The reply's limit in it. */
  readonly limit: number;
  /** The server's words, with the codes beside them. */
  readonly words: string;
  /** The server itself is in trouble: what it says without a word of its own tells nothing about the request. */
  readonly isTrouble: boolean;
  /** The server has taken other requests in this manner: what it refuses now is something of this one's own. */
  readonly wasTaken: boolean;
}

/** A manner that may please the server, and in words what is different. */
export interface Accommodation {
  readonly manner: Manner;
  readonly change: string;
}

/**
 * The change of manner that a refusal asks for: leave a parameter out, take the number it
 * names, move the instructions, put tools into words. One change at a time; a change is only made where the
 * words name its subject and the request has it. A server that refuses its first request without saying what it minds is asked ever more plainly.
 *
 * @returns `null` when the words name nothing that could be asked otherwise
 */
export function accommodate(manner: Manner, refused: RefusedAsking): Accommodation | null {
  const isMute = !refused.wasTaken && !refused.isTrouble && saysNothing(refused.words);
  if (!isMute && !REFUSES.test(refused.words)) return null;
  for (const rule of isMute ? PLAINER : RULES) {
    const found = rule(manner, refused);
    if (found !== null) return found;
  }
  return null;
}

const REFUSES =
  /not? (?:\w+ ){0,2}support|unsupport|doesn'?t|does not|do not|isn'?t|is not|are not|cannot|can'?t|not (?:allowed|permitted|enabled|available|implemented|recogni[sz]ed|valid|found)|unknown|unrecogni[sz]ed|unexpected|invalid|extra|forbidden|instead|only|must|should be|too (?:large|high|big|many|long)|exceed|requires?|no endpoints|at most|maximum|out of range|deprecated|alternate|disabled|非法|无效|不支持|不能|超出|范围/i;

type Rule = (manner: Manner, refused: RefusedAsking) => Accommodation | null;

const RULES: readonly Rule[] = [
  dropStreamUsage,
  dropToolChoice,
  putToolsIntoWords,
  moveInstructions,
  shortenCallIds,
  sendBack,
  keepCarried,
  renameLimit,
  takeLimit,
  stopStreaming,
  takeParameter,
  dropEffort,
];

/** From the least loss to the greatest. */
const PLAINER: readonly Rule[] = [
  leaveOptionsOut,
  (manner, { body }) => (body.tools === undefined ? null : withToolsInWords(manner)),
  (manner, { request }) => (hasInstructions(request) ? withInstructionsMoved(manner) : null),
];

/** Words of refusals that name nothing. */
const EMPTY_WORDS = new Set(
  "a an and api are arguments bad body check client code content docs documentation entity error exception failed for http id in input invalid is json malformed not object of or parameter parameters please provider request response returned see status the type unknown unprocessable upstream valid validation value was with your 参数错误 调用参数有误 请检查文档 请求错误 请求参数错误".split(
    " ",
  ),
);

/** A router that found no provider for all that was asked, and says no more (OpenRouter). */
const NO_ENDPOINTS = /no endpoints found that (?:can handle|support) the requested parameters/i;

function saysNothing(words: string): boolean {
  if (NO_ENDPOINTS.test(words)) return true;
  const said = words.split(/[^\p{L}]+|(?<=[a-z])(?=[A-Z])/u);
  return said.every((word) => word === "" || EMPTY_WORDS.has(word.toLowerCase()));
}

function leaveOptionsOut(manner: Manner, { body }: RefusedAsking): Accommodation | null {
  const options = Object.keys(body).filter((name) => !KEPT.has(name));
  if (options.length === 0) return null;
  return {
    manner: { ...manner, leftOut: [...manner.leftOut, ...options] },
    change: `${options.join(", ")} are left out, for the server does not say what it minds`,
  };
}

function dropStreamUsage(manner: Manner, { body, words }: RefusedAsking): Accommodation | null {
  if (body.stream_options === undefined || !/stream_options|include_usage/.test(words)) return null;
  return without(manner, "stream_options");
}

function dropToolChoice(manner: Manner, { body, words }: RefusedAsking): Accommodation | null {
  if (body.tool_choice === undefined || !/tool[_ -]?choice/i.test(words)) return null;
  return without(manner, "tool_choice");
}

function putToolsIntoWords(manner: Manner, { body, words, request }: RefusedAsking): Accommodation | null {
  const hasTools = body.tools !== undefined || request.messages.some(({ role }) => role === "tool");
  const named = /\btools?\b|\btool[_ -](?:use|choice|calls?|role)|function[ _-]?call|\bfunctions\b/i;
  if (!hasTools || !named.test(words) || CALL_IDS.test(words)) return null;
  return withToolsInWords(manner);
}

function withToolsInWords(manner: Manner): Accommodation | null {
  if (manner.tools === "words") return null;
  return { manner: { ...manner, tools: "words" }, change: "tools are described and called in words" };
}

function moveInstructions(manner: Manner, { words, request }: RefusedAsking): Accommodation | null {
  const named =
    /\bsystem\b.{0,40}(?:role|message|prompt|instruction|support)|(?:role|message).{0,60}\bsystem\b|developer (?:instruction|message|role)|roles? must alternate|unexpected (?:message )?role|only.{0,40}\b(?:user|assistant)\b.{0,40}roles?|\brole\b.{0,60}'(?:user|assistant)'/i;
  return hasInstructions(request) && named.test(words) ? withInstructionsMoved(manner) : null;
}

function hasInstructions({ messages }: ModelRequest): boolean {
  return messages.some(({ role }) => role === "system");
}

function withInstructionsMoved(manner: Manner): Accommodation | null {
  if (manner.instructions === "user") return null;
  return {
    manner: { ...manner, instructions: "user" },
    change: "the system message goes into the user's first one",
  };
}

const CALL_IDS = /tool.?call.{0,6}id.{0,80}length of 9/i;

function shortenCallIds(manner: Manner, { words }: RefusedAsking): Accommodation | null {
  if (manner.callIds === "short" || !CALL_IDS.test(words)) return null;
  return { manner: { ...manner, callIds: "short" }, change: "ids of tool calls have nine characters" };
}

/** DeepSeek wants its reasoning back beside tool calls, also where a gateway in between has swallowed it. */
function sendBack(manner: Manner, { words, request }: RefusedAsking): Accommodation | null {
  const isWanted = /must be (?:passed|sent|provided|included|returned)\b.{0,20}\bback\b/i.test(words);
  const name = isWanted
    ? /[`'"](\w{3,40})[`'"]|\b([a-z]+_[a-z_]{2,30})\b/.exec(words)?.slice(1).find(Boolean)
    : undefined;
  const hasAnswers = request.messages.some(({ role }) => role === "assistant");
  if (name === undefined || !hasAnswers || manner.wanted.includes(name)) return null;
  return {
    manner: { ...manner, wanted: [...manner.wanted, name] },
    change: `${name} goes back with every answer`,
  };
}

function keepCarried(manner: Manner, { words, request }: RefusedAsking): Accommodation | null {
  if (!manner.carries || /must be (?:passed|sent) back|missing/i.test(words)) return null;
  const names = request.messages.flatMap((message) =>
    message.role === "assistant" && message.carried !== undefined ? fieldNames(message.carried) : [],
  );
  if (!names.some((name) => words.includes(name))) return null;
  return { manner: { ...manner, carries: false }, change: "earlier reasoning is not sent back" };
}

function fieldNames({ fields, calls = {} }: { readonly fields: object; readonly calls?: object }): string[] {
  return [...Object.keys(fields), ...Object.values(calls).flatMap((extra: object) => Object.keys(extra))];
}

function renameLimit(manner: Manner, { words, body }: RefusedAsking): Accommodation | null {
  const { maxTokensField: field, isRenamed } = manner;
  const isBlamed = body[field] !== undefined && new RegExp(`\\b${field}\\b`).test(words);
  const isUnknown =
    /unsupported|unknown|unrecogni[sz]ed|not supported|instead|extra|unexpected|not permitted/i.test(words);
  if (isRenamed || !isBlamed || !isUnknown || /too large|at most|context/i.test(words)) return null;
  const other = field === "max_tokens" ? "max_completion_tokens" : "max_tokens";
  return {
    manner: { ...manner, maxTokensField: other, isRenamed: true },
    change: `the reply's limit is called ${other}`,
  };
}

function takeLimit(manner: Manner, { words, limit, request }: RefusedAsking): Accommodation | null {
  const better = learnLimits(manner, words, { limit, promptBytes: promptBytes(request) });
  if (better === null) return null;
  const { replyTokens, windowTokens } = better;
  const change =
    windowTokens !== manner.windowTokens || replyTokens === manner.replyTokens
      ? `prompt and reply are kept within ${windowTokens} tokens`
      : `a reply has at most ${replyTokens} tokens`;
  return { manner: better, change };
}

function stopStreaming(manner: Manner, { words, body }: RefusedAsking): Accommodation | null {
  if (body.stream !== true || !manner.stream || !/\bstream(?:ing|ed)?\b/i.test(words)) return null;
  return { manner: { ...manner, stream: false }, change: "answers do not come as streams" };
}

/** Parameters that no request can be without, and those that the rules above see to. */
const KEPT = new Set([
  "model",
  "messages",
  "input",
  "stream",
  "tools",
  "max_tokens",
  "max_completion_tokens",
  "max_output_tokens",
]);

/**
 * A parameter of any name, the user's own fields included: its largest value where the words tell one, else
 * it is left out.
 */
function takeParameter(manner: Manner, { words, body }: RefusedAsking): Accommodation | null {
  // names that are part of longer ones come last
  const names = Object.keys(body).sort((a, b) => b.length - a.length);
  const named = names.find((name) => !KEPT.has(name) && isNamed(name, words));
  if (named === undefined) return null;
  const value = body[named];
  const most = typeof value === "number" ? mostIn(words, value) : null;
  if (most === null || manner.most[named] === most) return without(manner, named);
  return {
    manner: { ...manner, most: { ...manner.most, [named]: most } },
    change: `${named} is at most ${most}`,
  };
}

/** Servers that call what it asks for thinking (Ollama). */
function dropEffort(manner: Manner, { words, body }: RefusedAsking): Accommodation | null {
  const isBlamed = body.reasoning_effort !== undefined && /\b(?:think(?:ing)?|reasoning)\b/i.test(words);
  return isBlamed ? without(manner, "reasoning_effort") : null;
}

function isNamed(name: string, words: string): boolean {
  const parts = name.split("_");
  const camel = parts
    .map((part, at) => (at === 0 ? part : part.slice(0, 1).toUpperCase() + part.slice(1)))
    .join("");
  const lower = words.toLowerCase();
  const forms = [name, camel, parts.join(" "), parts.join("."), parts.join("-")];
  return forms.some((form) => hasWord(lower, form.toLowerCase()));
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = `${text[at - 1] ?? ""} ${text[at + word.length] ?? ""}`;
    if (!/\w/.test(around)) return true;
  }
  return false;
}

/** The largest value below the given one that the words name as a bound. */
function mostIn(words: string, value: number): number | null {
  const bound =
    /(?:<=|≤|less than or equal to|at most|maximum(?: value)?(?: of| is)?|up to|between -?\d+(?:\.\d+)? and|\[-?\d+(?:\.\d+)?, ?) ?(\d+(?:\.\d+)?)/i.exec(
      words,
    )?.[1];
  const most = bound === undefined ? Number.NaN : Number(bound);
  return most < value ? most : null;
}

function without(manner: Manner, name: string): Accommodation | null {
  if (manner.leftOut.includes(name)) return null;
  return { manner: { ...manner, leftOut: [...manner.leftOut, name] }, change: `${name} is left out` };
}
