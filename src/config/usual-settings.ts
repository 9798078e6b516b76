import type { JsonObject } from "../core/index.ts";
import { type RunConfig, withBudget } from "./config.ts";

/**
 * The settings that are usual for a run as it is begun, where nobody says otherwise. They follow from what is known then, the models
 * and the number of children, and stand in the run's record: a run that goes on with a larger budget keeps them, and so stays the
 * same run. Children are worth most on one island, unless there are very many of them; few are made from its newest state and mostly
 * from its best, more are spread over the archive by rank, cheap ones first. An answer of a model costs money and minutes, an evaluation little beside it, and islands that ask
 * models meet often.
 */
export function usualSettings(config: RunConfig): JsonObject {
  const { models, timeMs, budget } = config;
  const hasModels = models.length > 0;
  const { evaluations } = hasModels ? config : withBudget(config);
  // where only money or time ends a run with models, it rarely has more than some hundred
  const hasFew = evaluations === null ? hasModels : evaluations <= (hasModels ? FEW_ASKED : FEW_MUTATED);
  const isOnOne = hasFew || (!hasModels && evaluations !== null && evaluations <= ONE_SEARCH);
  // of a handful of children four at once would mostly be the seed's
  const isShort = evaluations !== null && evaluations <= HANDFUL;
  // where calls alone are counted, results of a search that asks nobody are free
  const isByCalls =
    evaluations === null && timeMs === null && Object.values(budget).some((most) => most !== null);
  return {
    ...(isOnOne && { islands: 1 }),
    ...(hasFew && { inFlight: 2 }),
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
/** Most children of the mutator that are mostly the best one's: beyond, its archive learns from crossing relatives that are not too close. */
const FEW_MUTATED = 400;
/**
 * Most children of the mutator that are made on one island. Its numerical search learns from thousands of results, of which each of
 * several islands has its share only (docs/benchmarks.md, "How many islands").
 */
const ONE_SEARCH = 40_000;
