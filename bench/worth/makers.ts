import { type Draft, idOf, randomStream } from "../../src/core/index.ts";
import { createOfflineOperator, type IslandView, tunedDraft } from "../../src/operators/index.ts";
import type { Landscape } from "./landscapes.ts";
import { crossRows } from "./vary-table.ts";

/** Maker of the children of a dry run. */
export interface Maker {
  propose(view: IslandView): Promise<Draft>;
  /** True where it stands for a model, whose children come back late. */
  readonly isSlow: boolean;
}

/** A model without ideas: blind changes, one stream for the whole run, whoever asks. */
function blindModel({ vary }: Landscape, seed: string): Maker {
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

/** Blind changes, rows of a mate, and the numerical search: a mutator that costs nothing, with what a run offers it. */
function tableMutator({ vary }: Landscape): Maker {
  return {
    isSlow: false,
    async propose({ parent, mate, random, tuned }) {
      const numbers = tuned();
      if (numbers !== null) return tunedDraft(numbers, parent);
      const other = random("crossover").next() < CROSSOVER_SHARE ? mate() : parent;
      const crossed = crossRows(parent.source, other.source, random("rows"));
      const source = vary(crossed, random("blind")) ?? crossed;
      return {
        source,
        fingerprint: { text: source, tree: source },
        parents: other === parent ? [idOf(parent)] : [idOf(parent), idOf(other)],
        operator: other === parent ? "mutate" : "crossover",
        note: "",
        strategy: {},
      };
    },
  };
}

/** The mutator itself, as a run without models has it. */
function shippedMutator({ problem }: Landscape): Maker {
  const operator = createOfflineOperator({ problem });
  return { isSlow: false, propose: (view) => operator.propose(view) };
}

/** Share of children that are made with a mate, as in a run without models. */
const CROSSOVER_SHARE = 0.25;

/** The makers by name. */
export const MAKERS = {
  blind: blindModel,
  tables: tableMutator,
  mutator: shippedMutator,
} as const satisfies {
  readonly [name: string]: (landscape: Landscape, seed: string) => Maker;
};
