import { mutateTokens, plainFingerprint } from "../program/index.ts";
import type { Language } from "./language.ts";

/**
 * Scripts of a POSIX shell. Blanks mean something nearly everywhere, so they are varied by lines and numbers,
 * as any text is.
 */
export const shell: Language = {
  name: "shell",
  extensions: [".sh"],
  fence: "sh",
  comment: "#",
  contract: "command",
  command: ["sh", "{program}"],
  describe: "a POSIX shell script",
  features: {},
  fingerprint: plainFingerprint,
  vary: mutateTokens,
};
