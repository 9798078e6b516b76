import type { JsonObject } from "../../core/index.ts";

/** The files of a small problem whose programs are policies: a shop that orders ice cream for a day it does not know. */
export function policyTemplate(name: string, schema: string, language: "javascript" | "python") {
  const isPython = language === "python";
  const seed = isPython ? "seed.py" : "seed.js";
  const problem: JsonObject = {
    $schema: schema,
    name,
    title: "Order ice cream for a day that nobody knows",
    description: [
      "A shop orders ice cream every morning, without knowing how much will be wanted. What is left over melts.",
      `\`create(setup)\` returns a policy; setup is { ${isPython ? '"days", "cost", "price"' : "days, cost, price"} }.`,
      "`order(day)` returns how many to order, a whole number from 0 to 1000; after the day `sold(wanted)` tells how many were wanted.",
      "Demand differs from shop to shop, changes with the day of the week and drifts. The score is the profit, as a share of what",
      "somebody would make who knew the demand.",
    ],
    contract: "policy",
    seed,
    ...(isPython && { command: ["python3", "{program}"] }),
    evaluator: "evaluator.mjs",
    inputs: [11, 12, 13, 14, 15, 16, 17, 18].map((shop) => ({ shop, days: 60 })),
    holdout: [91, 92, 93, 94].map((shop) => ({ shop, days: 60 })),
    objective: { name: "share of the possible profit", direction: "maximise" },
    limits: isPython ? { timeMs: 2000, memoryMb: 256 } : { timeMs: 100 },
    features: [
      { name: "leftOver", range: [0, 0.5], bins: 8 },
      { name: "length", range: "auto", bins: 6 },
    ],
  };
  return { problem, seed, files: { [seed]: isPython ? PYTHON_SEED : SEED, "evaluator.mjs": EVALUATOR } };
}

const SEED = `/** Makes a policy; each shop gets one of its own, which knows nothing of the others. */
export function create({ days, cost, price }) {
  // EVOLVE-BLOCK-START
  let guess = 50;
  return {
    /** How many to order for this day, from 0. */
    order(day) {
      return Math.round(guess);
    },
    /** How many were wanted. */
    sold(wanted) {
      guess += 0.5 * (wanted - guess);
    },
  };
  // EVOLVE-BLOCK-END
}
`;

const PYTHON_SEED = `def create(setup):
    """Makes a policy; each shop gets one of its own, which knows nothing of the others."""
    return Shop(setup["days"], setup["cost"], setup["price"])


# EVOLVE-BLOCK-START
class Shop:
    def __init__(self, days, cost, price):
        self.guess = 50.0

    def order(self, day):
        """How many to order for this day, from 0."""
        return round(self.guess)

    def sold(self, wanted):
        """How many were wanted."""
        self.guess += 0.5 * (wanted - self.guess)
# EVOLVE-BLOCK-END
`;

const EVALUATOR = `/**
 * Plays one episode: a shop, day by day. It runs where no program can reach it, and the policy hears of a day when it is over.
 *
 * @type {import("galapagos").Simulation}
 */
export async function simulate({ input, create }) {
  const { shop, days } = input;
  const policy = create({ days, cost: COST, price: PRICE });
  const demand = demandOf(shop, days);
  let [profit, best, left, ordered] = [0, 0, 0, 0];
  for (const [day, wanted] of demand.entries()) {
    const count = await policy.ask("order", day);
    if (!Number.isInteger(count) || count < 0 || count > 1000) return { invalid: \`day \${day}: ordered \${JSON.stringify(count)}\` };
    policy.tell("sold", wanted);
    profit += PRICE * Math.min(count, wanted) - COST * count;
    best += (PRICE - COST) * wanted;
    left += Math.max(0, count - wanted);
    ordered += count;
  }
  return { share: profit / best, left: left / Math.max(1, ordered) };
}

/**
 * Judges the outcomes of all episodes, one for each input.
 *
 * @type {import("galapagos").Scorer}
 */
export default function score(outcomes) {
  const broken = outcomes.find(({ invalid }) => invalid !== undefined);
  if (broken) return { invalid: broken.invalid };
  const mean = (pick) => outcomes.reduce((sum, outcome) => sum + pick(outcome), 0) / outcomes.length;
  return { score: mean(({ share }) => share), features: { leftOver: mean(({ left }) => left) } };
}

const COST = 2;
const PRICE = 5;

/** Demand in a shop, day by day: drawn from its number alone. */
function demandOf(shop, days) {
  const random = generator(shop);
  const week = Array.from({ length: 7 }, () => 0.6 + 0.8 * random());
  let level = 30 + 100 * random();
  return Array.from({ length: days }, (_, day) => {
    level *= 1 + 0.1 * (random() - 0.5);
    return Math.round(level * week[day % 7] * (0.8 + 0.4 * random()));
  });
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
`;
