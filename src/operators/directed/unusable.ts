import type { EditFailure } from "../../edits/index.ts";
import { fencedData, oneLine } from "../../llm/index.ts";
import { type DirectedStep, formatText } from "./directed-step.ts";

/** A reply that gives no child. */
export interface Unusable {
  readonly status: "failed";
  readonly kind: string;
  readonly message: string;
  readonly nearest?: EditFailure["nearest"];
  /** The program it would have been, where the edit itself applied. */
  readonly source: string | null;
}

/** The words to a model about a reply that cannot be used. */
export function complaint(step: DirectedStep, failure: Unusable): string {
  const { nearest } = failure;
  return [
    `Your answer cannot be used (${failure.kind}): ${oneLine(failure.message, 600)}`,
    nearest === undefined
      ? ""
      : `The nearest text of the program, from line ${nearest.line}:\n\n${fencedData("nearest text", nearest.text.slice(0, 2000))}`,
    failure.kind === "duplicate" ? "Make a change that differs in substance." : "Answer again, in full.",
    formatText(step),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}
