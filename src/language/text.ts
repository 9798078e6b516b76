import { mutateTokens, plainFingerprint } from "../program/index.ts";
import type { Language } from "./language.ts";

/** A text in a small language of the problem's own, which its scorer reads. */
export const text: Language = {
  name: "text",
  extensions: [".txt", ".md"],
  fence: "text",
  comment: "#",
  contract: "text",
  describe: "a text, which the evaluator reads",
  features: {},
  fingerprint: plainFingerprint,
  vary: mutateTokens,
};
