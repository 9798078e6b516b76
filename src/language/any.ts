import { mutateTokens, plainFingerprint } from "../program/index.ts";
import type { Language } from "./language.ts";

/**
 * Any language without a record of its own, run by a command: nothing is known of it but that it has numbers,
 * signs and lines.
 */
export const any: Language = {
  name: "any",
  extensions: [],
  fence: "",
  comment: "#",
  contract: "command",
  describe: "",
  features: {},
  fingerprint: plainFingerprint,
  vary: mutateTokens,
};
