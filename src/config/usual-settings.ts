import type { JsonObject } from "../core/index.ts";
import type { RunConfig } from "./config.ts";

/**
 * The settings that are usual for a run as it is begun, where nobody says otherwise. They follow from what is known then, the models
 * and the number of children, and stand in the run's record: a run that goes on with a larger budget keeps them, and so stays the
 * same run. Few children are worth most on one island, made from its newest state and mostly from its best; many are spread over the
 * archive by rank, cheap ones first. An answer of a model costs money and minutes, an evaluation little beside it, and islands that ask
 * models meet often.
 */
export function usualSettings({ models, evaluations, timeMs, budget }: RunConfig): JsonObject {
  const hasModels = models.length > 0;
  // where only money or time ends a run with models, it rarely has more than some hundred
  const hasFew = evaluations === null ? hasModels : evaluations <= (hasModels ? FEW_ASKED : FEW_MUTATED);
  // of a handful of children four at once would mostly be the seed's
  const isShort = evaluations !== null && evaluations <= HANDFUL;
  // where calls alone are counted, results of a search that asks nobody are free
  const isByCalls =
    evaluations === null && timeMs === null && Object.values(budget).some((most) => most !== null);
  return {
    ...(hasFew && { islands: 1, inFlight: 2 }),
    ...((hasFew || hasModels) && {
      selection: { ...(hasFew && { policy: "adaptive" }), thrift: 0 },
    }),
    ...(hasModels && {
      inFlight: hasFew && !isShort ? 4 : 2,
      migration: { interval: 10 },
      archive: { methods: 4 },
      ...(isByCalls && { tuning: { perChild: TUNED } }),
    }),
  };
}

/**
 * Results that tune a model's child. At 200 calls, 10 and 40 each, against none: deceptive 0.9999 and 1.0000 against 0.9991, rugged −0.41
 * against −0.92 (`npm run study:tuned`, six seeds; the intervals lie above zero).
 */
const TUNED = 20;
/** Most results of a run with models that keeps two steps in flight on its one island. */
const HANDFUL = 24;
/** Most children of models that are made on one island. */
const FEW_ASKED = 5000;
/**
 * Most children of the mutator that are made on one island. It learns from crossing relatives that are not too close: at 500 results
 * four islands stood at 1.92 and 1.85 on circle packing where one stood at 1.65 and 1.72, at 4,000 at 2.33 and 2.30 against 1.95 and 2.03.
 */
const FEW_MUTATED = 400;
