import type { Random } from "../../core/index.ts";

/** The figures of one arm; every one fades with each credit given to any arm. */
interface BanditArm {
  readonly name: string;
  /** Share in the exploration floor, and in everything before the first credit. */
  readonly weight: number;
  /** Faded number of credits. */
  readonly pulls: number;
  /** Faded sum of rewards. */
  readonly reward: number;
  /** Faded sum of costs, in any one unit. */
  readonly cost: number;
}

/** A bandit: plain data, part of an island's state. */
export interface BanditState {
  readonly arms: readonly BanditArm[];
  /** Faded mean of the improvements so far: the yardstick that makes rewards free of the score's unit. */
  readonly scale: number;
}

/** How a bandit learns and chooses. */
export interface BanditSettings {
  /** Share of old evidence that is left at each credit. @defaultValue 0.98 (half after 34) */
  readonly decay: number;
  /** Share of choices that are made by weight alone, so that no arm starves. @defaultValue 0.1 */
  readonly floor: number;
  /** How much cost counts: 0 not at all, 1 reward per unit of cost. @defaultValue 0.5 */
  readonly costWeight: number;
}

/** Settings that suit a few models or operators. */
export const DEFAULT_BANDIT: BanditSettings = { decay: 0.98, floor: 0.1, costWeight: 0.5 };

/**
 * Standard deviation of one reward in [0, 1] at most, and evidence that each arm is believed to have from the
 * start.
 */
const REWARD_SPREAD = 0.5;
const PRIOR_PULLS = 1;
const PRIOR_MEAN = 0.25;

/** The result of one pull. */
export interface BanditCredit {
  /**
   * How much better the child is than its parent, in the score's unit, better being positive; anything else
   * (also NaN) is no reward.
   */
  readonly improvement: number;
  /** Cost of the pull, in any one unit; at least 0. */
  readonly cost: number;
}

/** A bandit that knows nothing. @throws RangeError without an arm of positive weight */
export function openBandit(arms: readonly { readonly name: string; readonly weight: number }[]): BanditState {
  if (!arms.some(({ weight }) => weight > 0))
    throw new RangeError("a bandit needs an arm of positive weight");
  return {
    arms: arms.map(({ name, weight }) => ({ name, weight, pulls: 0, reward: 0, cost: 0 })),
    scale: 0,
  };
}

/**
 * Credits an arm with the outcome of one pull. The reward of an improvement x is x / (x + s), s the faded
 * mean of improvements (this one included): between 0 and 1, a half for a usual one, and the same whatever
 * the score's unit.
 */
export function credit(
  state: BanditState,
  name: string,
  { improvement, cost }: BanditCredit,
  { decay }: BanditSettings = DEFAULT_BANDIT,
): BanditState {
  const gain = Number.isFinite(improvement) && improvement > 0 ? improvement : 0;
  const scale =
    gain === 0 ? state.scale : state.scale === 0 ? gain : decay * state.scale + (1 - decay) * gain;
  const reward = gain === 0 ? 0 : gain / (gain + scale);
  const arms = state.arms.map((arm) => {
    const pulled = arm.name === name ? 1 : 0;
    return {
      ...arm,
      pulls: decay * arm.pulls + pulled,
      reward: decay * arm.reward + pulled * reward,
      cost: decay * arm.cost + pulled * Math.max(0, cost),
    };
  });
  return { arms, scale };
}

/**
 * Draws an arm: discounted Gaussian Thompson sampling (Agrawal & Goyal 2013; discounting after Garivier &
 * Moulines 2008) of the reward per cost^costWeight, with a floor of draws by weight. The same state and
 * stream give the same arm.
 */
export function chooseArm(
  state: BanditState,
  random: Random,
  { floor, costWeight }: BanditSettings = DEFAULT_BANDIT,
): string {
  const isExploring = random.next() < floor;
  const byWeight = random.weighted(state.arms, ({ weight }) => weight).name;
  const pulls = sum(state.arms, (arm) => arm.pulls);
  if (isExploring || pulls === 0) return byWeight;
  const meanReward = (sum(state.arms, (arm) => arm.reward) + PRIOR_MEAN) / (pulls + 1);
  const meanCost = sum(state.arms, (arm) => arm.cost) / pulls;
  let best = { name: byWeight, value: Number.NEGATIVE_INFINITY };
  for (const arm of state.arms) {
    // One draw per arm, whatever its weight: the stream's use does not depend on the settings.
    const noise = random.normal();
    if (arm.weight <= 0) continue;
    const evidence = arm.pulls + PRIOR_PULLS;
    const reward =
      (arm.reward + PRIOR_PULLS * meanReward) / evidence + (noise * REWARD_SPREAD) / Math.sqrt(evidence);
    const cost = (arm.cost + PRIOR_PULLS * meanCost) / evidence;
    const dearness = meanCost === 0 ? 1 : (cost / meanCost) ** costWeight;
    // A draw below nothing is worse the dearer it is.
    const value = reward >= 0 ? reward / dearness : reward * dearness;
    if (value > best.value) best = { name: arm.name, value };
  }
  return best.name;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
