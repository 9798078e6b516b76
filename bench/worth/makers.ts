import { type Draft, idOf, randomStream } from "../../src/core/index.ts";
import { createOfflineOperator, type IslandView, tunedDraft } from "../../src/operators/index.ts";
import type { Landscape } from "./landscapes.ts";

/** Maker of the children of a dry run. */
export interface Maker {
  propose(view: IslandView): Promise<Draft>;
  /** True where it stands for a model, whose children come back late. */
  readonly isSlow: boolean;
}

/** A model without ideas: blind changes, one stream for the whole run, whoever asks. */
export function blindModel({ vary }: Landscape, seed: string): Maker {
  let calls = 0;
  return {
    isSlow: true,
    async propose({ parent, polished }) {
      const tuned = polished();
      if (tuned !== null) return tunedDraft(tuned, parent);
      const source = vary(parent.source, randomStream("blind", seed, calls++)) ?? parent.source;
      const fingerprint = { text: source, tree: source };
      return {
        source,
        fingerprint,
        parents: [idOf(parent)],
        operator: "improve",
        note: "",
        strategy: {},
        story: { operator: "improve", model: "blind" },
      };
    },
  };
}

/** The offline mutator, crossover and the numerical search, as a run without models has them. */
export function offlineMutator({ problem }: Landscape): Maker {
  const operator = createOfflineOperator({ problem });
  return { isSlow: false, propose: (view) => operator.propose(view) };
}
