/**
 * The mutator: it varies a program over its syntax tree, editing ranges of the text, and knows nothing about
 * what the program is for. Operators and their weights are one table (`table.ts`); step sizes are heritable
 * (`step-sizes.ts`).
 */
export * from "./mutate.ts";
export { STEP_BOUNDS } from "./step-sizes.ts";
export * from "./tokens.ts";
