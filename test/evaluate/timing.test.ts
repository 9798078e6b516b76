import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomStream, type Scored } from "../../src/core/index.ts";
import { createEvaluator, type Evaluator } from "../../src/evaluate/index.ts";
import { measureTime } from "../../src/evaluate/local/worker/measure-time.ts";
import { loadProblem, type Problem } from "../../src/problem/index.ts";

const folder = fileURLToPath(new URL("../fixtures/problems/prime-count/", import.meta.url));
const SIEVE = `export function solve(n) {
  const composite = new Uint8Array(n);
  let count = 0;
  for (let i = 2; i < n; i++) {
    if (composite[i]) continue;
    count++;
    for (let j = i * i; j < n; j += i) composite[j] = 1;
  }
  return count;
}`;
const timing = { maxPairs: 32, confidence: 0.95 };

describe.each(["quickjs", "v8"] as const)("a timing-scored problem on %s", (engine) => {
  let problem: Problem;
  let evaluator: Evaluator;
  beforeAll(async () => {
    const loaded = await loadProblem(folder);
    // what a call costs anyway should not drown the difference
    const inputs = [engine === "v8" ? 10_000 : 2500];
    problem = { ...loaded, definition: { ...loaded.definition, engine, inputs } };
    evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, cacheSize: 10 });
  });
  afterAll(() => evaluator.close());
  const score = (source: string, baseline: { source: string; relativeTime: number } | null = null) =>
    evaluator.evaluate({ source, seed: 3, baseline }) as Promise<Scored>;

  it("says that it is exempt from digest promises", () => {
    expect(evaluator.facts().warnings?.join()).toMatch(/run time.*digest/);
  });

  it("gives the seed the time 1 and a faster program what is proven of its gain", async () => {
    expect(await score(problem.seed)).toMatchObject({ score: 1, metrics: { relativeTime: 1, pairs: 0 } });
    const faster = await score(SIEVE);
    expect(faster.score).toBeGreaterThan(1.2);
    const { pairs = 0, ratio = 1, relativeTime = 1 } = faster.metrics;
    expect(pairs).toBeGreaterThanOrEqual(8);
    expect(ratio).toBeLessThanOrEqual(relativeTime);
  });

  it("measures against the parent: its own twin is not better, and a slower child is worse", async () => {
    const parent = { source: SIEVE, relativeTime: 0.25 };
    // a false alarm in twenty is what the confidence allows; two of three are not
    const twins = [1, 2, 3].map((n) => score(`${SIEVE} // ${n}`, parent));
    const better = (await Promise.all(twins)).filter((twin) => (twin.metrics.relativeTime ?? 0) < 0.25);
    expect(better.length).toBeLessThanOrEqual(1);
    const slower = await score(problem.seed, parent);
    expect(slower.metrics.relativeTime).toBeGreaterThan(0.25);
  });

  it("does not measure what answers wrongly, and fails what answers rightly only at first", async () => {
    const wrong = await evaluator.evaluate({ source: "export const solve = () => 7;", seed: 3 });
    expect(wrong).toMatchObject({ status: "invalid", kind: "rejected" });
    const moody = `${SIEVE.replace("solve", "right")}\nexport const solve = (n) => Date.now() % 7 < 4 ? right(n) : n;`;
    expect((await evaluator.evaluate({ source: moody, seed: 3 })).status).not.toBe("ok");
  });

  it("gives programs a clock that goes", async () => {
    const waits = `${SIEVE.replace("solve", "right")}
export function solve(n) {
  const start = Date.now();
  while (Date.now() - start < 30);
  return start > 1.6e12 && new Date().getTime() >= start + 30 ? right(n) : 0;
}`;
    expect(await score(waits, { source: SIEVE, relativeTime: 1 })).toMatchObject({ status: "ok" });
  });
});

describe("paired measurement", () => {
  /** Pairs of log-normal times with outliers; the child takes `factor` times as long. */
  const pairs = (factor: number, noise: number, seed: number) => {
    const random = randomStream("pairs", seed);
    const draw = (): number =>
      Math.exp(noise * (random.next() + random.next() - 1)) * (random.next() < 0.05 ? 10 : 1);
    return async () => ({ status: "ok", childMs: factor * draw(), parentMs: draw(), aside: null }) as const;
  };
  const times = async (factor: number, noise: number, programs = 400) => {
    const measured = [];
    for (let seed = 0; seed < programs; seed++) {
      const result = await measureTime(timing, 1, pairs(factor, noise, seed));
      if (result.status === "ok") measured.push(result.time);
    }
    return measured;
  };

  it("finds a gain where there is none at most as often as its confidence allows", async () => {
    const alarms = (await times(1, 0.2)).filter(({ relativeTime }) => relativeTime < 1);
    expect(alarms.length / 400).toBeLessThanOrEqual(0.05);
  });

  it("gives nothing for a gain that is lost and won back, over and over", async () => {
    let best = 1;
    let time = 1;
    for (let turn = 0; turn < 100; turn++) {
      for (const factor of [1.15, 1 / 1.15]) {
        const result = await measureTime(
          timing,
          time,
          pairs(factor, 0.1, 1000 + 2 * turn + Number(factor < 1)),
        );
        if (result.status === "ok") time = result.time.relativeTime;
        best = Math.min(best, time);
      }
    }
    expect(best).toBeGreaterThan(0.9);
  });

  it("proves a clear gain often with the fewest pairs, and claims less than it measured", async () => {
    const halves = await times(0.5, 0.1);
    expect(halves.every(({ relativeTime, ratio }) => relativeTime >= ratio)).toBe(true);
    expect(halves.filter(({ relativeTime }) => relativeTime < 1).length).toBeGreaterThan(0.99 * 400);
    const clear = (await times(0.5, 0.02)).filter(({ pairs }) => pairs === 8);
    expect(clear.length).toBeGreaterThan(80);
  });

  it("credits a program exactly twice as fast 1.9 to 2.1, however noisy its machine is within reason", async () => {
    for (const noise of [0.05, 0.1, 0.2]) {
      const credits = (await times(0.5, noise, 120)).map(({ relativeTime }) => 1 / relativeTime);
      expect(credits.filter((credit) => credit >= 1.9 && credit <= 2.1).length).toBeGreaterThan(114);
    }
  });

  it("ends early for what is plainly slower, whose loss counts as it was measured", async () => {
    const slower = (await times(2, 0.02)).filter(({ pairs }) => pairs === 2);
    expect(slower.length).toBeGreaterThan(0.8 * 400);
    expect(slower.every(({ relativeTime, ratio }) => relativeTime === ratio)).toBe(true);
    const less = (await times(1.1, 0.02)).filter(({ pairs }) => pairs > 4);
    expect(less.length).toBeLessThan(0.4 * 400);
  });

  /** Starts of programs that ran by turns, a standard deviation of 6 % apart, as those of a busy machine. */
  const byTurns = async (factor: number, programs = 1000) => {
    const random = randomStream("starts", 1);
    const noise = () => Math.exp(0.15 * (random.next() + random.next() - 1));
    const measured = [];
    for (let program = 0; program < programs; program++) {
      const start = async () =>
        ({
          status: "ok",
          childMs: factor * noise(),
          parentMs: 1,
          aside: { childMs: 0, parentMs: 0 },
        }) as const;
      const result = await measureTime(timing, 1, start);
      if (result.status === "ok") measured.push(result.time);
    }
    return measured;
  };
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;

  it("charges work beside the calls by the median of all starts, so that chance costs nothing", async () => {
    const credit = async (drawn: (draw: number) => readonly [childMs: number, besideMs: number]) => {
      const random = randomStream("aside", 1);
      const start = async () => {
        const [childMs, besideMs] = drawn(random.next());
        const aside = { childMs: besideMs, parentMs: 0.4 };
        return { status: "ok", childMs, parentMs: 10, aside } as const;
      };
      const result = await measureTime(timing, 1, start);
      return result.status === "ok" ? 1 / result.time.relativeTime : Number.NaN;
    };
    expect(await credit((draw) => [0.1, 0.2 * draw - 0.1])).toBeGreaterThan(80);
    // all of its work is there
    expect(await credit((draw) => [0.001, 0.1 + 0.02 * draw])).toBeLessThan(110);
    // or in some of the starts, which its calls alone would tell as a gain
    for (const share of [0.3, 0.4, 0.5, 0.6, 0.7])
      expect(await credit((draw) => (draw < share ? [5, 5] : [10, 0]))).toBeLessThan(1.1);
    // what its work costs it in cold caches is no more than a share of that
    expect(await credit(() => [5, 0.2])).toBeCloseTo(2, 2);
    expect(await credit(() => [5, 1.25])).toBeCloseTo(10 / 6, 2);
  });

  it("gives up a start by turns where nothing is gained, or nothing can be proven any more", async () => {
    const same = await byTurns(1);
    expect(same.filter(({ relativeTime }) => relativeTime < 1).length).toBeLessThanOrEqual(2);
    expect(mean(same.map(({ pairs }) => pairs))).toBeLessThan(3);
    const little = (await byTurns(0.97)).filter(({ relativeTime }) => relativeTime === 1);
    expect(mean(little.map(({ pairs }) => pairs))).toBeLessThan(9);
  });

  it("credits of a gain by turns on average no more than there is, and of a large one nearly all", async () => {
    for (const factor of [0.95, 0.9, 0.8, 0.5]) {
      const credit = mean((await byTurns(factor)).map(({ relativeTime }) => -Math.log(relativeTime)));
      expect(credit).toBeLessThan(-Math.log(factor));
      if (factor < 0.9) expect(credit).toBeGreaterThan(-0.9 * Math.log(factor));
    }
    const twice = await byTurns(0.5);
    const near = twice.filter(({ relativeTime }) => relativeTime > 1 / 2.1 && relativeTime < 1 / 1.9);
    expect(near.length).toBeGreaterThan(950);
    expect(mean(twice.map(({ pairs }) => pairs))).toBeLessThan(20);
    expect(Math.min(...twice.map(({ pairs }) => pairs))).toBe(8);
  });

  it("stops at the first failure", async () => {
    const failed = { status: "error", kind: "baseline", message: "x" } as const;
    expect(await measureTime(timing, 1, async () => failed)).toEqual(failed);
  });
});
