/**
 * A program is source text: one file that a person or a model wrote, of which evolution may change the evolve
 * regions and nothing else. This room reads such text (regions, syntax tree, fingerprints) and varies it (the
 * mutator). It knows JavaScript and TypeScript by their syntax tree and any other text by its tokens, and
 * nothing about what a program is for. Hostile text costs a bounded effort and becomes a value that says what
 * is wrong.
 */
export { countNodes } from "./count-nodes.ts";
export { declaresEntry } from "./entry.ts";
export * from "./fingerprint.ts";
export { firstFault } from "./first-fault.ts";
export * from "./language.ts";
export { parseProgram } from "./parse.ts";
export { isNode, type SyntaxNode } from "./syntax.ts";
export * from "./regions.ts";
export { joinFiles, type ProgramFile, splitFiles } from "./several-files.ts";
export * from "./tokens/index.ts";
export { type Constants, coordinateOf, valueAt } from "./constants/constant.ts";
export { readConstants } from "./constants/constants.ts";
export { readTokenConstants } from "./constants/token-constants.ts";
export * from "./mutate/index.ts";
