import type { Elite } from "../../core/index.ts";
import type { DirectedOperatorName, RunConfig } from "../../config/index.ts";
import { chooseArm, chooseModel, type Ensemble } from "../../llm/index.ts";
import { selectionPolicy } from "../../../islands/selection/index.ts";
import type { IslandView } from "../operator.ts";

/** How one step makes its child. */
export interface StepChoice {
  readonly operator: DirectedOperatorName;
  readonly model: string;
  readonly temperature: number | undefined;
  /** Wanted variant of the prompts; `null` draws one for each prompt. */
  readonly variant: string | null;
  /** The program to change. */
  readonly parent: Elite;
  /** The program to learn from, where the operator has one. */
  readonly mate: Elite | null;
}

/** Mates drawn before a step gives up to find another program than the parent. */
const MATE_DRAWS = 8;

/**
 * Chooses by the island's bandits, or by weight alone; every draw is from a stream named after the decision. Where all children come from the
 * seed (best of N), nothing that others found may have a say: no bandits, and no operator that looks at other programs.
 */
export function chooseStep(view: IslandView, config: RunConfig, ensemble: Ensemble): StepChoice {
  const { bandits, random, island } = view;
  const { choice, operators } = config.directed;
  const arms = Object.entries(operators).map(([name, weight]) => ({ name, weight }));
  const learns = choice === "bandit" && bandits !== null && !isAlone(config);
  const drawn = learns
    ? chooseArm(bandits.operators, random("operator"))
    : random("operator").weighted(arms, ({ weight }) => weight).name;
  const model = chooseModel(ensemble, island, learns ? bandits.models : null, random("model"));
  const asked = {
    model: model.model,
    temperature: model.temperature,
    variant: model.promptVariant === "default" ? null : model.promptVariant,
  };
  const operator = drawn as DirectedOperatorName;
  const { parent } = view;
  if (isAlone(config))
    return { ...asked, operator: operator === "mutate" ? operator : "improve", parent, mate: null };
  if (operator === "crossover" || operator === "recombine") {
    const mate = otherThan(parent, view);
    return { ...asked, operator: mate === null ? "improve" : operator, parent, mate };
  }
  if (operator === "refine") return { ...asked, operator, parent: view.elites(1)[0] ?? parent, mate: null };
  return { ...asked, operator, parent, mate: null };
}

function otherThan(parent: Elite, view: IslandView): Elite | null {
  for (let draw = 0; draw < MATE_DRAWS; draw++) {
    const mate = view.mate();
    if (mate.source !== parent.source) return mate;
  }
  return null;
}

/** True where every child is made from the seed as if it were the only one (best of N): nothing that others found may have a say. */
export function isAlone({ selection }: RunConfig): boolean {
  return selectionPolicy(selection.policy).alone === true;
}
