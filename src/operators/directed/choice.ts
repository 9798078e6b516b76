import { type Direction, type Elite, idOf, type Random } from "../../core/index.ts";
import type { RunConfig } from "../../config/index.ts";
import { type BanditState, chooseArm, chooseModel, type Ensemble } from "../../llm/index.ts";
import { selectionPolicy } from "../../../islands/selection/index.ts";
import { isKin, isSameMethod, sketchOf } from "../../memory/index.ts";
import type { IslandView } from "../operator.ts";
import type { History } from "../services.ts";
import { plateauOf } from "./plateau.ts";
import { DIRECTED_OPERATORS, type DirectedOperatorName, PLAIN_OPERATOR } from "./operators/index.ts";

/** The way in which one step makes its child. */
export interface StepChoice {
  readonly operator: ChosenOperator;
  readonly model: string;
  readonly temperature: number | undefined;
  /** Wanted variant of the prompts; `null` draws one for each prompt. */
  readonly variant: string | null;
  /** The program to change. */
  readonly parent: Elite;
  /** The program to learn from, where the operator has one. */
  readonly mate: Elite | null;
  /** Operator that was drawn and has no other program to learn from, so that another one stands in; `null` where the drawn one acts. */
  readonly unmated: string | null;
}

/** One of the operators of the table. */
type ChosenOperator = (typeof DIRECTED_OPERATORS)[DirectedOperatorName];

/**
 * Chooses by the island's bandits, or by weight alone; every draw is from a stream named after the decision.
 * Where all children come from the seed (best of N), nothing that others found may have a say: no bandits,
 * and no operator that looks at other programs.
 */
export function chooseStep(
  view: IslandView,
  config: RunConfig,
  ensemble: Ensemble,
  { direction, history }: PlateauFacts,
): StepChoice {
  const { bandits, random, island } = view;
  const learns = config.directed.choice === "bandit" && bandits !== null && !isAlone(config);
  const tired = isAlone(config) ? null : tiredWay(view.parent, config, { direction, history });
  const drawn = drawOperator(config, random("operator"), learns ? bandits.operators : null, tired);
  const { model, temperature, promptVariant } = chooseModel(
    ensemble,
    island,
    learns ? bandits.models : null,
    random("model"),
  );
  const variant = promptVariant === "default" ? null : promptVariant;
  const mate = drawn.needsMate && !isAlone(config) ? otherThan(view.parent, view, history) : null;
  const isPossible = isAlone(config) ? drawn.alone : !drawn.needsMate || mate !== null;
  const operator = isPossible ? drawn : PLAIN_OPERATOR;
  const unmated = isPossible || isAlone(config) ? null : drawn.name;
  return { operator, model, temperature, variant, parent: operator.parentOf(view), mate, unmated };
}

function drawOperator(
  { directed }: RunConfig,
  random: Random,
  bandit: BanditState | null,
  tired: Way | null,
): ChosenOperator {
  const all = Object.entries(directed.operators).map(([name, weight]) => ({ name, weight }));
  const others = <Arm extends { readonly name: string; readonly weight: number }>(
    arms: readonly Arm[],
  ): readonly Arm[] => {
    const left = arms.filter(({ name }) => wayOf(name) !== tired);
    return left.some(({ weight }) => weight > 0) ? left : arms;
  };
  const name =
    bandit === null
      ? random.weighted(others(all), ({ weight }) => weight).name
      : chooseArm({ ...bandit, arms: others(bandit.arms) }, random);
  return DIRECTED_OPERATORS[name as DirectedOperatorName];
}

/** Facts by which a plateau is known. */
interface PlateauFacts {
  readonly direction: Direction;
  readonly history: Pick<History, "children" | "ancestors">;
}

/** A maker of children: a model that is asked, the offline mutator, or a coding agent. */
type Way = "model" | "mutator" | "agent";

function wayOf(operator: string): Way {
  return operator === "agent" ? "agent" : operator === "mutate" ? "mutator" : "model";
}

/**
 * The way in which all of a parent's latest children were made that gained nothing; `null` without a plateau. Another
 * way often goes on where one stands still (GEPA's composition of engines).
 */
function tiredWay(parent: Elite, { directed }: RunConfig, { direction, history }: PlateauFacts): Way | null {
  const { handOver, operators } = directed;
  const ways = new Set(
    Object.entries(operators).flatMap(([name, weight]) => (weight > 0 ? [wayOf(name)] : [])),
  );
  // nobody is there to hand over to
  if (handOver === 0 || ways.size < 2) return null;
  const latest = plateauOf(parent, handOver, direction, history) ?? [];
  const made = new Set(latest.map(({ story, operator }) => wayOf(story?.operator ?? operator)));
  const [way = null] = made;
  return made.size > 1 ? null : way;
}

/**
 * A mate of another method; `null` where the island has none. Of the seed there is nothing to learn; of one that the parent was brought
 * together with before, what came of it is known; and of two programs of which one descends from the other, the later was written with the
 * earlier in view, and took over what was worth it.
 */
function otherThan(
  parent: Elite,
  view: IslandView,
  history: Pick<History, "children" | "ancestors">,
): Elite | null {
  const sketch = sketchOf(parent.source);
  const met = new Set(history.children(idOf(parent), RELATIVES).flatMap(({ parents }) => parents.slice(1)));
  const descends = (one: Elite, from: Elite): boolean =>
    history.ancestors(idOf(one), RELATIVES).some((ancestor) => idOf(ancestor) === idOf(from));
  const isOther = (one: Elite): boolean => {
    if (one.step === 0 || met.has(idOf(one))) return false;
    const other = sketchOf(one.source);
    if (isKin(sketch, other) || isSameMethod(sketch, other)) return false;
    return !descends(parent, one) && !descends(one, parent);
  };
  const others = view.others().filter(isOther);
  if (others.length > 0) return view.random("method").pick(others);
  const mate = view.mate();
  return isOther(mate) ? mate : null;
}

/** Children of a parent that are looked at for what it was brought together with, and ancestors by which a line is known. */
const RELATIVES = 100;

/**
 * True where every child is made from the seed as if it were the only one (best of N): nothing that others
 * found may have a say.
 */
export function isAlone({ selection }: RunConfig): boolean {
  return selectionPolicy(selection.policy).alone === true;
}
