import { type Candidate, candidateId } from "../../core/index.ts";
import type { DirectedStep } from "./directed-step.ts";

/** The island's latest steps as far as a step may know them, newest first. */
export function* latestSteps({
  view,
  services,
}: Pick<DirectedStep, "view" | "services">): Iterable<Candidate> {
  for (let step = view.step - 1; step >= Math.max(0, view.step - LOOK_BACK); step--) {
    const candidate = services.history.candidate(candidateId(view.island, step));
    if (candidate !== null) yield candidate;
  }
}

/** Steps that are looked at. */
const LOOK_BACK = 200;
