/**
 * Variation of Redcode without a model: changes of single parts, and blocks copied between parents, with
 * numbers that know the core.
 */
export { drawNumber } from "./numbers.ts";
export {
  type Mutation,
  type MutationOptions,
  mutateRedcode,
  mutateWarrior,
  randomWarrior,
} from "./mutate.ts";
export { redcodeMutator } from "./mutator.ts";
