import { createContext, runInContext } from "node:vm";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referencesOf } from "../../problems/cache-eviction/references.ts";
import { drawTrace, KINDS, type Trace } from "../../problems/cache-eviction/traces.ts";
import { type Board, dropped, EMPTY, wins } from "../../problems/four-in-a-row/board.ts";
import { drawJobs, playShop, type Shop } from "../../problems/job-shop/shop.ts";
import { resolveConfig } from "../../src/config/index.ts";
import type { Evaluation, JsonObject } from "../../src/core/index.ts";
import { createEvaluator, type Evaluator } from "../../src/evaluate/index.ts";
import { loadProblem, type Problem } from "../../src/problem/index.ts";
import { readRunRecord, redQueenChampions, startRedQueen } from "../../src/run/index.ts";
import { sharedWorkers } from "../run/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A shipped problem, opened for a file's tests. */
function opened(name: string) {
  const room = {} as { problem: Problem; evaluator: Evaluator };
  beforeAll(async () => {
    room.problem = await loadProblem(name);
    room.evaluator = await createEvaluator({ problem: room.problem, seed: 1, lanes: 1 });
  });
  afterAll(() => room.evaluator.close());
  const judged = (source: string): Promise<Evaluation> => room.evaluator.evaluate({ source, seed: 1 });
  return { room, judged };
}

describe("cache-eviction", () => {
  const { room, judged } = opened("cache-eviction");

  /** The block that once scored the optimum: it reads what a simulation in its realm goes through. */
  const cheat = `const entries = Array.prototype.entries;
    Array.prototype.entries = function () { globalThis.coming ??= [...this]; return entries.call(this); };
    export function create({ capacity }) {
      const cached = new Map();
      let now = 0;
      return {
        request(key) { now++; cached.delete(key); cached.set(key, now); },
        evict(coming) {
          const next = (key) => { const at = (globalThis.coming ?? []).indexOf(key, now); return at < 0 ? Infinity : at; };
          let victim = null;
          for (const key of cached.keys()) {
            if (key === coming) continue;
            if (victim === null || (globalThis.coming !== undefined && next(key) > next(victim))) victim = key;
          }
          cached.delete(victim);
          return victim;
        },
      };
    }`;

  it("the seed is LRU, and the cheat that patches prototypes scores no better", async () => {
    expect(await judged(room.problem.seed)).toMatchObject({
      status: "ok",
      score: 0,
      features: { recency: 1 },
    });
    expect(await judged(cheat)).toMatchObject({ status: "ok", score: 0 });
  });

  it("in a simulation inside its own realm the same cheat reads every request, and is optimal", () => {
    const trace = drawTrace(room.problem.definition.inputs[0] as unknown as Trace);
    const hits = runInContext(
      `${cheat.replace("export function", "function")}
      const cached = new Set(), policy = create({ capacity: 24 });
      let hits = 0;
      for (const [, key] of ${JSON.stringify(trace)}.entries()) {
        const isHit = cached.has(key);
        policy.request(key, isHit);
        if (isHit) hits++;
        else if (cached.size >= 24) cached.delete(policy.evict(key));
        cached.add(key);
      }
      hits`,
      createContext({}),
    );
    expect(hits).toBe(referencesOf(trace, 24).belady);
  });

  it("refuses a key that is not in the cache, whatever it is", async () => {
    for (const answer of ["-1", '"1"', "null", "[1]", "coming"]) {
      const verdict = await judged(
        `export const create = () => ({ request() {}, evict: (coming) => (${answer}) });`,
      );
      expect(verdict).toMatchObject({ kind: "rejected", message: expect.stringMatching(/not in the cache/) });
    }
  });

  it("Belady's policy has as many hits as the best of all choices, and LRU no more", () => {
    const best = (trace: readonly number[], cached: readonly number[], from: number): number => {
      const [key] = trace.slice(from, from + 1);
      if (key === undefined) return 0;
      if (cached.includes(key)) return 1 + best(trace, cached, from + 1);
      if (cached.length < 2) return best(trace, [...cached, key], from + 1);
      return Math.max(
        ...cached.map((victim) => best(trace, [...cached.filter((one) => one !== victim), key], from + 1)),
      );
    };
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 9 }), (trace) => {
        const { lru, belady } = referencesOf(trace, 2);
        expect(belady).toBe(best(trace, [], 0));
        expect(lru).toBeLessThanOrEqual(belady);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it("traces repeat, differ by seed, and leave LRU a gap in every kind", () => {
    for (const kind of KINDS) {
      const trace = { kind, seed: 5, capacity: 24, requests: 1200 };
      const drawn = drawTrace(trace);
      expect(drawTrace(trace)).toEqual(drawn);
      expect(drawTrace({ ...trace, seed: 6 })).not.toEqual(drawn);
      const { lru, belady } = referencesOf(drawn, 24);
      expect(belady).toBeGreaterThan(1.05 * lru);
    }
  });
});

describe("job-shop", () => {
  const { room, judged } = opened("job-shop");

  it("earliest due date first scores 1, and a pick of nobody is refused", async () => {
    const rule = (pick: string) =>
      `export const create = () => ({ arrived() {}, pick(now, machine, waiting) { ${pick} } });`;
    const earliest = "const due = waiting.map((one) => one.due); return due.indexOf(Math.min(...due));";
    expect(await judged(rule(earliest))).toMatchObject({
      status: "ok",
      score: 1,
      metrics: { load80: 1, load85: 1, load90: 1, load95: 1 },
    });
    for (const pick of ["return -1;", "return 0.5;", "return waiting.length;", "return null;"])
      expect(await judged(rule(pick))).toMatchObject(
        pick === "return null;" ? { status: "ok" } : { kind: "rejected" },
      );
  });

  it("the score is the mean over the shops, and the task names what well-known rules come to on them", async () => {
    const rule = (key: string) => {
      const pick = `const values = waiting.map((one) => one.${key}); return values.indexOf(Math.min(...values));`;
      return judged(
        `export const create = () => ({ arrived() {}, pick(now, machine, waiting) { ${pick} } });`,
      );
    };
    const { description } = room.problem.definition;
    for (const [key, named] of [
      ["time", '"shortest operation first" comes to'],
      ["since", '"first come, first served" to'],
    ] as const) {
      const verdict = await rule(key);
      if (verdict.status !== "ok") throw new Error(verdict.message);
      const { score, instances = [] } = verdict;
      expect(description).toContain(`${named} ${score.toFixed(3)}`);
      expect(instances).toHaveLength(24);
      expect(instances.reduce((sum, one) => sum + one, 0) / 24).toBeCloseTo(score, 12);
    }
  });

  it("every job is done after it arrived, whatever the rule", async () => {
    for (const shop of room.problem.definition.inputs as unknown as readonly Shop[]) {
      const jobs = drawJobs(shop);
      const arrived: number[] = [];
      const late = await playShop(
        shop,
        jobs,
        (_now, _machine, waiting) => waiting.length - 1,
        (now) => {
          arrived.push(now);
        },
      );
      expect(late).toHaveLength(shop.jobs);
      expect(arrived).toEqual(jobs.map(({ arrival }) => arrival));
    }
  });
});

describe("four-in-a-row", () => {
  const { room, judged } = opened("four-in-a-row");
  const played = (columns: readonly number[]): Board =>
    columns.reduce((board, column, turn) => dropped(board, column, turn % 2 === 0 ? 1 : 2), EMPTY);

  it("sees four across, up and on both diagonals, and nothing sooner", () => {
    expect(wins(played([0, 0, 1, 1, 2, 2, 3]), 3)).toBe(true);
    expect(wins(played([0, 1, 0, 1, 0, 1, 0]), 0)).toBe(true);
    expect(wins(played([0, 1, 1, 2, 2, 3, 2, 3, 3, 6, 3]), 3)).toBe(true);
    expect(wins(played([6, 5, 5, 4, 4, 3, 4, 3, 3, 0, 3]), 3)).toBe(true);
    expect(wins(played([0, 0, 1, 1, 2]), 2)).toBe(false);
  });

  it("a candidate that fails has no score, and one that moves against the rules has lost", async () => {
    const failing = room.problem.seed.replace("let best = -1;", "throw new Error('no move');");
    expect(await judged(failing)).toMatchObject({ status: "error", kind: "threw" });
    const stuck = room.problem.seed.replace("let best = -1;", "return 7;");
    expect(await judged(stuck)).toMatchObject({ status: "ok", metrics: { forfeits: 1, wins: 0 } });
  });

  it("goes in rounds against champions, to the same digest on any number of threads", async () => {
    const root = temporaryFolder("run");
    const { definition } = room.problem;
    const adversarial = { ...definition.adversarial, rounds: 2, evaluationsPerRound: 4 };
    const inputs = definition.inputs.slice(0, 2);
    const side = { ...room.problem, definition: { ...definition, inputs, adversarial } } as Problem;
    const config = resolveConfig([{ origin: "test", settings: { islands: 2, seed: "1" } }]);
    const workers = sharedWorkers();
    const started = (name: string, threads: number) =>
      startRedQueen({ sides: [side], config, resultsRoot: root, name, threads, lanes: 1, workers });
    const one = await started("one", 1);
    expect((await started("two", 2)).digest).toBe(one.digest);
    const [first] = redQueenChampions(join(root, "one"));
    const { problem } = readRunRecord({ folder: join(root, "one", "turn-002") });
    const { opponents } = problem.definition.inputs[1] as JsonObject;
    expect(opponents).toEqual([...(definition.adversarial?.initial ?? []), first?.source]);
  });
});
