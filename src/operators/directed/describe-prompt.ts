import type { Problem } from "../../problem/index.ts";

/** A prompt as a program, in words for a model that changes it, and how it is used. */
export function describePrompt({ inputs, holdout, prompt }: Problem["definition"]): string {
  const { temperature = 0, maxTokens = 0 } = prompt ?? {};
  const questions = inputs.length === 1 ? "one message" : `each of ${inputs.length} messages`;
  return [
    `The program is a prompt: plain text that another model gets as its system message. It is asked ${questions}, each in a conversation of its own that knows nothing of the others; its words are the output, and they alone are judged.`,
    `It answers with temperature ${temperature} and at most ${maxTokens} tokens. Lines with EVOLVE-BLOCK are taken out before it is asked.${holdout.length === 0 ? "" : " The best prompt is scored once more on messages that nobody has seen: write rules that hold for all, and no answers by heart."}`,
  ].join("\n");
}
