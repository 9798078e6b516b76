import { mutateTokens, plainFingerprint } from "../program/index.ts";
import type { Language } from "./language.ts";
import { REDCODE_MANUAL } from "./redcode-manual.ts";

/**
 * Redcode, the assembly language of Core War. Its rules (size of the core, longest warrior) belong to a
 * problem, so the mutator and the check that know them come from the problem's own mutator module.
 */
export const redcode: Language = {
  name: "redcode",
  extensions: [".red"],
  fence: "redcode",
  comment: ";",
  contract: "text",
  describe: "a warrior in Redcode, which is assembled as pMARS does",
  manual: REDCODE_MANUAL,
  features: {},
  fingerprint: plainFingerprint,
  vary: mutateTokens,
};
