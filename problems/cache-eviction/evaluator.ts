import type { Json, Scorer, Simulation } from "galapagos";
import { referencesOf } from "./references.ts";
import { drawTrace, type Trace } from "./traces.ts";

/** The outcome of one trace. */
interface Outcome {
  readonly hits: number;
  readonly evictions: number;
  /** Evictions of the key that was least recently used. */
  readonly oldest: number;
  /** Why the policy is none; empty where it is. */
  readonly broken: string;
}

/**
 * Plays a trace, request by request. The policy hears of each request when it comes, and names the key that goes when the cache is
 * full; what comes later is nowhere in its realm.
 */
export const simulate: Simulation<Trace, Outcome> = async ({ input, create }) => {
  const { capacity } = input;
  const policy = create({ capacity });
  /** In the order of their last use. */
  const cached = new Set<number>();
  let [hits, evictions, oldest] = [0, 0, 0];
  for (const key of drawTrace(input)) {
    const isHit = cached.delete(key);
    policy.tell("request", key, isHit);
    if (isHit) hits++;
    else if (cached.size >= capacity) {
      const victim: Json = await policy.ask("evict", key);
      const [first] = cached;
      if (typeof victim !== "number" || !cached.delete(victim))
        return {
          hits,
          evictions,
          oldest,
          broken: `evict returned ${show(victim)}, which is not in the cache`,
        };
      evictions++;
      if (victim === first) oldest++;
    }
    cached.add(key);
  }
  return { hits, evictions, oldest, broken: "" };
};

/** Share of the gap from LRU (0) to Belady's optimum (1), over all traces together, that the policy's hits close. */
const score: Scorer<Trace, Outcome> = (outcomes, { inputs }) => {
  const broken = outcomes.find((outcome) => outcome.broken !== "");
  if (broken) return { invalid: broken.broken };
  const shares: { [kind: string]: number[] } = {};
  let [won, gap] = [0, 0];
  for (const [k, { hits }] of outcomes.entries()) {
    const trace = inputs[k];
    if (trace === undefined) continue;
    const { lru, belady } = referencesOf(drawTrace(trace), trace.capacity);
    // traces with hardly a gap would drown the others in a mean of shares
    won += hits - lru;
    gap += belady - lru;
    shares[trace.kind] ??= [];
    shares[trace.kind]?.push((hits - lru) / Math.max(1, belady - lru));
  }
  const sum = (pick: (outcome: Outcome) => number) => outcomes.reduce((all, one) => all + pick(one), 0);
  return {
    score: won / Math.max(1, gap),
    metrics: Object.fromEntries(Object.entries(shares).map(([kind, list]) => [kind, mean(list)])),
    features: {
      recency:
        sum(({ oldest }) => oldest) /
        Math.max(
          1,
          sum(({ evictions }) => evictions),
        ),
    },
  };
};

export default score;

function show(value: Json): string {
  return JSON.stringify(value).slice(0, 60);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
