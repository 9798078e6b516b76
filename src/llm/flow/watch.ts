import type { Answer } from "../client/answer.ts";
import type { ModelRequest } from "../request.ts";
import { BYTES_PER_TOKEN, maxPromptTokens, promptBytes } from "../tokens.ts";

/** Watches a model's answers for what a person should know; each thing is told once. */
export interface AnswerWatch {
  /** Notes that an answer gives occasion for. */
  notes(request: ModelRequest, answer: Answer): readonly string[];
}

/** Answers without anything in them, in a row, that are worth a word. */
const EMPTY = 5;
/** Prompts shorter than this say little about how a server counts, bytes. */
const SHORT_PROMPT = 4000;
/** Tokens per byte below which no tokenizer counts programs and English. */
const LEAST_PER_BYTE = 1 / 9;
/** The same, as a share of what this server made of other prompts. */
const LEAST_SHARE = 0.6;

/** Makes the watch of a model. */
export function createAnswerWatch(): AnswerWatch {
  const told = new Set<string>();
  let empty = 0;
  let perByte = 0;
  const once = (name: string, text: string): readonly string[] => {
    if (told.has(name)) return [];
    told.add(name);
    return [text];
  };

  const promptNotes = (request: ModelRequest, { usage }: Answer): readonly string[] => {
    const bytes = promptBytes(request);
    if (usage === null || usage.estimated || bytes < SHORT_PROMPT) return [];
    const tokens = usage.promptTokens;
    const isCut = tokens < bytes * Math.max(LEAST_PER_BYTE, LEAST_SHARE * perByte);
    perByte = Math.max(perByte, tokens / bytes);
    if (!isCut) return [];
    const usual = Math.round(maxPromptTokens(request) / BYTES_PER_TOKEN);
    return once(
      "cut",
      `it counted ${tokens} tokens in a prompt of about ${usual}: it seems to cut prompts off. Give it a larger context (Ollama: OLLAMA_CONTEXT_LENGTH or num_ctx; llama.cpp: -c; LM Studio: context length)`,
    );
  };

  return {
    notes(request, answer) {
      const isEmpty = answer.text.trim() === "" && answer.toolCalls.length === 0 && answer.refusal === null;
      empty = isEmpty ? empty + 1 : 0;
      return [
        ...promptNotes(request, answer),
        ...(answer.usage?.estimated
          ? once(
              "usage",
              "it does not say how many tokens it used: every byte is counted as one, so that no budget is passed",
            )
          : []),
        ...(empty >= EMPTY
          ? once(
              "empty",
              `its last ${EMPTY} answers were empty (${answer.finishReason}): see what it answers with galapagos doctor --model …`,
            )
          : []),
      ];
    },
  };
}
