import { textKind } from "./text-kind.ts";

/**
 * Programs whose text is their answer: the scorer reads it with an interpreter of its own (a simulator of Core War, a small
 * language), bounded by that interpreter and by the pool's clock.
 */
export const own = textKind({
  engine: "own",
  title: "own machine",
  detail: "Core War runs in our interpreters",
  what: "the program",
  textOf: ({ code }) => JSON.stringify(code),
});
