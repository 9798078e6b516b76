import { EDIT_FORMATS, type EditFormat, readFences } from "../edits/index.ts";
import type { Message } from "../wire/index.ts";

/** The answer that a prompt asks for. */
type AnswerFormat = EditFormat | "plan" | "lesson" | "recommendations" | "text";

/** A prompt as the stand-in understands it. */
export interface UnderstoodPrompt {
  /**
   * The program to change: the last fenced block that is called one, else the longest block; `null` without
   * any.
   */
  readonly program: string | null;
  readonly format: AnswerFormat;
}

const FORMATS: readonly AnswerFormat[] = [...EDIT_FORMATS, "plan", "lesson", "recommendations", "text"];

/**
 * Reads a prompt as a model would: looks for the program and for the line `Answer format: …`, the last of
 * each counting. Without such a line the words SEARCH/REPLACE and unified diff decide.
 */
export function readPrompt(messages: readonly Message[]): UnderstoodPrompt {
  const texts = messages.filter(({ role }) => role !== "assistant").map(({ text }) => text);
  const programs: string[] = [];
  let longest: string | null = null;
  for (const text of texts) {
    const lines = text.split("\n");
    for (const { info, open, close } of readFences(lines)) {
      if (close === null) continue;
      const block = lines
        .slice(open + 1, close)
        .map((line) => `${line}\n`)
        .join("");
      if (/\bprogram\b/.test(info)) programs.push(block);
      if (longest === null || block.length > longest.length) longest = block;
    }
  }
  return { program: programs.at(-1) ?? longest, format: readFormat(texts) };
}

function readFormat(texts: readonly string[]): AnswerFormat {
  const all = texts.join("\n");
  const stated = [...all.matchAll(/^Answer format: *`?([a-z-]+)/gim)].at(-1)?.[1]?.toLowerCase();
  const format = FORMATS.find((name) => name === stated);
  if (format !== undefined) return format;
  if (/SEARCH\/REPLACE|<{5,} SEARCH/.test(all)) return "search-replace";
  return /unified diff/i.test(all) ? "unified-diff" : "full-program";
}
