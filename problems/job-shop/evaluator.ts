import type { Scorer, Simulation } from "galapagos";
import { drawJobs, type Pick, playShop, type Shop, smallest } from "./shop.ts";

/** The outcome of one shop. */
interface Outcome {
  /** Mean tardiness; `null` where the policy named no waiting job. */
  readonly tardiness: number | null;
  readonly picks: number;
  /** Picks of the shortest operation. */
  readonly shortest: number;
}

/** Plays a shop with the policy; it hears of a job when it arrives. */
export const simulate: Simulation<Shop, Outcome> = async ({ input, create }) => {
  const policy = create({ machines: input.machines });
  let [picks, shortest] = [0, 0];
  const late = await playShop(
    input,
    drawJobs(input),
    async (now, machine, waiting) => {
      const index = Number(
        await policy.ask(
          "pick",
          now,
          machine,
          waiting.map((one) => ({ ...one })),
        ),
      );
      picks++;
      if (waiting[index]?.time === Math.min(...waiting.map(({ time }) => time))) shortest++;
      return index;
    },
    (now, { due, steps }) => policy.tell("arrived", now, { due, steps: steps.map((step) => [...step]) }),
  );
  return { tardiness: late === null ? null : mean(late), picks, shortest };
};

const earliestDue: Pick = (_now, _machine, waiting) => smallest(waiting.map(({ due }) => due));

/** Mean tardiness relative to that of "earliest due date first". */
const score: Scorer<Shop, Outcome> = async (outcomes, { inputs }) => {
  const played: Played[] = [];
  for (const [k, { tardiness }] of outcomes.entries()) {
    const shop = inputs[k];
    if (shop === undefined) continue;
    if (tardiness === null) return { invalid: "pick returned no index of a waiting job" };
    const jobs = drawJobs(shop);
    played.push({ load: shop.load, tardiness, base: mean((await playShop(shop, jobs, earliestDue)) ?? []) });
  }
  const base = baseOf(played);
  const sum = (pick: (outcome: Outcome) => number) => outcomes.reduce((all, one) => all + pick(one), 0);
  return {
    score: ratioOf(played),
    metrics: byLoad(played),
    instances: played.map(({ tardiness }) => tardiness / base),
    features: {
      shortest:
        sum(({ shortest }) => shortest) /
        Math.max(
          1,
          sum(({ picks }) => picks),
        ),
    },
  };
};

export default score;

/** A shop as it was played: its mean tardiness, and that of the rule it is measured by. */
interface Played {
  readonly load: number;
  readonly tardiness: number;
  readonly base: number;
}

/** Tardiness of shops together, because one that is late with hardly a job would count most in a mean of ratios. */
function ratioOf(shops: readonly Played[]): number {
  return mean(shops.map(({ tardiness }) => tardiness)) / baseOf(shops);
}

function baseOf(shops: readonly Played[]): number {
  return Math.max(mean(shops.map(({ base }) => base)), 1e-9);
}

/** The same ratio over the shops of each load, `load80` for 0.8: where a rule is good and where it is not. */
function byLoad(shops: readonly Played[]): { readonly [name: string]: number } {
  const loads = [...new Set(shops.map(({ load }) => load))].sort((a, b) => a - b);
  return Object.fromEntries(
    loads.map((load) => [
      `load${Math.round(100 * load)}`,
      ratioOf(shops.filter((shop) => shop.load === load)),
    ]),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
