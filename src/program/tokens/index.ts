/**
 * The token mutator: it varies programs in languages without a parser here, by rules that say how the
 * language is written. Strings, comments and heads of functions are left alone, statements keep their blocks,
 * and a child hangs together.
 */
export { COMMON_RULES, type Idiom, type LexicalRules } from "./rules.ts";
export { mutateByRules } from "./mutate-by-rules.ts";
export { structureFault } from "./structure.ts";
export { tokenFingerprint } from "./token-fingerprint.ts";
