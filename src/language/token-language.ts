import {
  COMMON_RULES,
  type LexicalRules,
  mutateByRules,
  readTokenConstants,
  structureFault,
  tokenFingerprint,
} from "../program/index.ts";
import type { Language } from "./language.ts";

/** The declaration of a language that is known by its tokens. */
export interface TokenLanguage
  extends Pick<
    Language,
    "name" | "extensions" | "fence" | "comment" | "build" | "command" | "describe" | "idle" | "policyLoop"
  > {
  /** Where they differ from those that many languages share. */
  readonly rules: Partial<LexicalRules>;
}

/** The record of a language that a command runs and that is varied over its tokens. */
export function tokenLanguage({ rules: own, ...facts }: TokenLanguage): Language {
  const rules: LexicalRules = { ...COMMON_RULES, ...own };
  return {
    ...facts,
    contract: "command",
    features: {},
    check(source) {
      const fault = structureFault(source, rules);
      return fault === null
        ? null
        : { kind: "syntax", message: `the program does not hang together: ${fault}` };
    },
    fingerprint: (source) => tokenFingerprint(source, rules),
    vary: (input) => mutateByRules(input, rules),
    constants: (source) => readTokenConstants(source, rules),
  };
}

/** Words as a set: `words("if else")`. */
export function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" ").filter((word) => word !== ""));
}
