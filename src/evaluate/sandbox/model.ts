import { textKind } from "./text-kind.ts";

/**
 * Programs that are prompts: a model has answered one before its job was made, and in place of an input comes the answer to it,
 * which is the output.
 */
export const model = textKind({
  engine: "model",
  title: "answers of a model",
  isExtra: true,
  detail: "the gateway of a run asks it, nothing runs",
  what: "the answer",
  textOf: (_prompt, answer) => answer,
});
