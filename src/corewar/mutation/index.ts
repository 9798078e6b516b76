/**
 * Variation of Redcode without a model: changes of single parts, and blocks copied between parents, with
 * numbers that know the core.
 */
export { mutateWarrior, randomWarrior } from "./mutate.ts";
export { drawRedcode, mutateRedcode } from "./mutate-source.ts";
export { redcodeMutator } from "./mutator.ts";
