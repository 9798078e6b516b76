import { probeLevels } from "../src/evaluate/index.ts";
import { killLatency } from "./evaluate/kill.ts";
import { leaks } from "./evaluate/leaks.ts";
import { memoryPerLane } from "./evaluate/memory.ts";
import { policyCalls } from "./evaluate/policies.ts";
import { pythonRates } from "./evaluate/python.ts";
import { rates } from "./evaluate/rates.ts";

/** Parts of this bench; each takes less than five minutes on two cores. */
export const EVALUATE_PARTS = [
  "rates",
  "policies",
  "python",
  "kill",
  "memory",
  "leaks-1",
  "leaks-2",
  "leaks-3",
] as const;

/**
 * Prints what the evaluator costs on this machine: rates by level, kill latency, memory per lane, and a leak
 * hunt.
 */
export async function runEvaluateBench(parts: readonly string[] = EVALUATE_PARTS): Promise<void> {
  const levels = (await probeLevels()).filter((level) => level.available).map((level) => level.level);
  const engines: string[] = levels.includes(2) ? ["quickjs", "v8"] : ["quickjs"];
  const work: { readonly [part in (typeof EVALUATE_PARTS)[number]]: () => Promise<void> } = {
    rates: () => rates(engines),
    policies: () => policyCalls([...engines, ...(levels.includes(3) ? ["command"] : [])]),
    python: async () => {
      if (levels.includes(3)) await pythonRates();
    },
    kill: () => killLatency(engines),
    memory: () => memoryPerLane(engines),
    "leaks-1": () => leaks("quickjs", 10_000),
    "leaks-2": async () => {
      if (levels.includes(2)) await leaks("v8", 2_000);
    },
    "leaks-3": async () => {
      if (levels.includes(3)) await leaks("command", 300);
    },
  };
  for (const part of EVALUATE_PARTS) if (parts.includes(part)) await work[part]();
}
