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

/** Hits of the policy and of the two references about it. */
type Counts = {
  readonly lru: number;
  readonly policy: number;
  readonly belady: number;
};

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
  const hitsOf: { [kind: string]: Counts } = {};
  for (const [k, { hits }] of outcomes.entries()) {
    const trace = inputs[k];
    if (trace === undefined) continue;
    const { lru, belady } = referencesOf(drawTrace(trace), trace.capacity);
    const before = hitsOf[trace.kind] ?? { lru: 0, policy: 0, belady: 0 };
    hitsOf[trace.kind] = {
      lru: before.lru + lru,
      policy: before.policy + hits,
      belady: before.belady + belady,
    };
  }
  const kinds = Object.entries(hitsOf);
  const sum = (pick: (outcome: Outcome) => number) => outcomes.reduce((all, one) => all + pick(one), 0);
  return {
    // of the sums: traces with hardly a gap would drown the others in a mean of shares
    score: shareOf(kinds.map(([, counts]) => counts)),
    metrics: Object.fromEntries(kinds.map(([kind, counts]) => [kind, shareOf([counts])])),
    artifacts: { hits: hitsOf },
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

/** Share of the gap between LRU and Belady that the policy closes. */
function shareOf(counts: readonly Counts[]): number {
  let [won, gap] = [0, 0];
  for (const { lru, policy, belady } of counts) {
    won += policy - lru;
    gap += belady - lru;
  }
  return won / Math.max(1, gap);
}
