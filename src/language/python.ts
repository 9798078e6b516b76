import { mutateTokens, plainFingerprint } from "../program/index.ts";
import type { Language } from "./language.ts";

/** Python, run by a command. */
export const python: Language = {
  name: "python",
  extensions: [".py"],
  fence: "python",
  comment: "#",
  contract: "command",
  command: ["python3", "{program}"],
  describe: "Python",
  features: {},
  fingerprint: plainFingerprint,
  vary: mutateTokens,
};
