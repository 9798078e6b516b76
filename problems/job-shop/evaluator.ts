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

const RULES: { readonly [name: string]: Pick } = {
  earliestDue: (_now, _machine, waiting) => smallest(waiting.map(({ due }) => due)),
  shortestFirst: (_now, _machine, waiting) => smallest(waiting.map(({ time }) => time)),
  firstCome: (_now, _machine, waiting) => smallest(waiting.map(({ since }) => since)),
};

/** Mean tardiness relative to that of "earliest due date first". */
const score: Scorer<Shop, Outcome> = async (outcomes, { inputs }) => {
  const reached: number[] = [];
  const rules: { [name: string]: number[] } = {};
  for (const [k, { tardiness }] of outcomes.entries()) {
    const shop = inputs[k];
    if (shop === undefined) continue;
    if (tardiness === null) return { invalid: "pick returned no index of a waiting job" };
    reached.push(tardiness);
    for (const [name, rule] of Object.entries(RULES)) {
      rules[name] ??= [];
      rules[name]?.push(await tardinessOf(shop, rule));
    }
  }
  // together, because a shop that is late with hardly a job would count most in a mean of ratios
  const base = Math.max(mean(rules.earliestDue ?? []), 1e-9);
  const sum = (pick: (outcome: Outcome) => number) => outcomes.reduce((all, one) => all + pick(one), 0);
  return {
    score: mean(reached) / base,
    metrics: Object.fromEntries(Object.entries(rules).map(([name, list]) => [name, mean(list) / base])),
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

async function tardinessOf(shop: Shop, rule: Pick): Promise<number> {
  return mean((await playShop(shop, drawJobs(shop), rule)) ?? []);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
