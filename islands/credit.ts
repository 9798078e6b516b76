import type { RunConfig } from "../src/config/index.ts";
import { type Candidate, type Direction, objectiveOf } from "../src/core/index.ts";
import { credit, openBandit, openModelBandit } from "../src/llm/index.ts";
import { ensembleOf, type StepBandits } from "../src/operators/index.ts";

/** Bandits that know nothing yet; `null` in a run without models. */
export function openBandits(config: RunConfig, island: number): StepBandits | null {
  const ensemble = ensembleOf(config);
  if (ensemble === null) return null;
  const arms = Object.entries(config.directed.operators).map(([name, weight]) => ({ name, weight }));
  return { operators: openBandit(arms), models: openModelBandit(ensemble, island) };
}

/**
 * The bandits after one more result: its operator and its model are credited with what the child gained on
 * its parent.
 */
export function creditStep(bandits: StepBandits, candidate: Candidate, direction: Direction): StepBandits {
  const said = candidate.story?.credit;
  if (said === undefined) return bandits;
  const { evaluation } = candidate;
  const { gain, outcome: outcomeOf } = objectiveOf(direction);
  // what rounding adds is no gain
  const isSame = outcomeOf(evaluation, said.from) === "same";
  const gained = evaluation.status === "ok" ? gain(evaluation.score, said.from) : Number.NaN;
  const outcome = { improvement: isSame ? 0 : gained, cost: said.cost };
  return {
    operators: credit(bandits.operators, said.operator, outcome),
    models: said.model === "" ? bandits.models : credit(bandits.models, said.model, outcome),
  };
}
