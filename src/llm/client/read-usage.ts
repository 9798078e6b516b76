import type { Usage } from "../reply.ts";
import { objectIn, parsed, type Untyped } from "./untyped.ts";

/**
 * Reads the tokens that a server counted, under any of the names in use (OpenAI, Anthropic, DeepSeek, Groq,
 * llama.cpp, Ollama, Bedrock, Gemini), as numbers or as text. What a sum tells of a missing part is taken from it: a total
 * beyond prompt and reply is hidden reasoning (Gemini, xAI).
 *
 * @param body - an answer or an event of a stream
 * @returns `null` when it does not say, or only says nothing but zeros
 */
export function readUsage(body: unknown): Usage | null {
  const { usage, usage_metadata: meta, x_groq: groq, timings } = objectIn(body);
  const inner = typeof usage === "string" ? parsed(usage) : Array.isArray(usage) ? usage.at(-1) : usage;
  for (const candidate of [inner, objectIn(inner).tokens, meta, objectIn(groq).usage, timings, body]) {
    const found = countsOf(objectIn(candidate));
    if (found !== null) return found;
  }
  return null;
}

function countsOf(usage: Untyped): Usage | null {
  const inputs = objectIn(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const outputs = objectIn(usage.completion_tokens_details ?? usage.output_tokens_details);
  // beside Anthropic's own names the cache stands apart from the prompt
  const apart = [usage.cache_read_input_tokens, usage.cache_creation_input_tokens].map(count);
  const isApart = usage.prompt_tokens === undefined && usage.input_tokens !== undefined;
  const cached = first(inputs.cached_tokens, usage.prompt_cache_hit_tokens, apart[0], usage.cache_n) ?? 0;
  const written = first(inputs.cache_write_tokens, apart[1]) ?? 0;
  const asked = first(...PROMPT.map((name) => usage[name]));
  const said = first(...REPLY.map((name) => usage[name]));
  const total = first(usage.total_tokens, usage.totalTokens, usage.total_token_count);
  if (asked === null && said === null) return null;
  const prompt =
    (asked ?? Math.max(0, (total ?? 0) - (said ?? 0))) + (isApart ? (apart[0] ?? 0) + (apart[1] ?? 0) : 0);
  const reasoning = first(outputs.reasoning_tokens, usage.reasoning_tokens) ?? 0;
  const beyond = Math.max(said ?? 0, (total ?? 0) - prompt);
  const completion = beyond < reasoning ? beyond + reasoning : beyond;
  if (prompt === 0 && completion === 0) return null;
  return {
    promptTokens: prompt,
    completionTokens: completion,
    cachedTokens: Math.min(cached, prompt),
    cacheWriteTokens: Math.min(written, prompt),
    reasoningTokens: Math.min(reasoning, completion),
  };
}

const PROMPT = [
  "prompt_tokens",
  "input_tokens",
  "prompt_eval_count",
  "prompt_n",
  "promptTokens",
  "inputTokens",
  "prompt_token_count",
  "tokens_evaluated",
];
const REPLY = [
  "completion_tokens",
  "output_tokens",
  "eval_count",
  "predicted_n",
  "completionTokens",
  "outputTokens",
  "candidates_token_count",
  "tokens_predicted",
];

function first(...values: readonly unknown[]): number | null {
  for (const value of values) {
    const found = count(value);
    if (found !== null) return found;
  }
  return null;
}

/** A number of tokens, also as text; `null` for anything else. */
function count(value: unknown): number | null {
  const number = typeof value === "string" && /^\d{1,15}(?:\.0{1,9})?$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}
