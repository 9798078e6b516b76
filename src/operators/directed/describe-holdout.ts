import { contractOf } from "../../language/index.ts";
import type { Problem } from "../../problem/index.ts";

/** For a prompt: that the best is scored again where nobody looks, and that its limits hold there, too. Empty where there is no hold-out. */
export function describeHoldout(definition: Problem["definition"]): string {
  const { holdout, prompt, timing, policy } = definition;
  // a prompt's own description says it
  if (holdout.length === 0 || prompt) return "";
  const count = holdout.length === 1 ? "another" : `${holdout.length} other`;
  const noun = policy ? "episode" : "input";
  const again = `\n\nThe best is scored again on ${count} ${noun}${holdout.length === 1 ? "" : "s"} that nobody sees here`;
  // what races has no limit that it should come near to
  if (timing || contractOf(definition) === "text") return `${again}.`;
  return `${again}, and what breaks a limit there fails: leave a tenth of each limit free.`;
}
