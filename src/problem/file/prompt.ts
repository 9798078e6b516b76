import { integer, number, object } from "../../schema/index.ts";

/** The way in which a model is asked, where programs are prompts. */
export const PROMPT = object(
  {
    temperature: number({
      description: "Sampling temperature of the answers.",
      minimum: 0,
      maximum: 2,
      default: 0,
    }),
    maxTokens: integer({
      description: "Most tokens of an answer, hidden reasoning included; the budget reserves for them.",
      minimum: 1,
      maximum: 32_768,
      default: 512,
    }),
  },
  { description: "How the model that answers is asked." },
);
