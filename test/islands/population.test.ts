import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NicheWindow, Population, temperatureAt } from "../../islands/index.ts";
import { resolveConfig } from "../../src/config/index.ts";
import { type Candidate, candidateId, type CandidateId } from "../../src/core/index.ts";
import { defineProblem, type Problem } from "../../src/problem/index.ts";
import { FIXED } from "./support.ts";

const config = resolveConfig([{ origin: "test", settings: { islands: 1, inFlight: 1 } }]);
let folder: string;
let problem: Problem;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "galapagos-population-"));
  writeFileSync(join(folder, "evaluator.js"), "export default () => ({ score: 0 });\n");
  problem = await defineProblem({
    name: "adaptive",
    description: "Bins that follow the elites.",
    folder,
    seed: "seed.js",
    source: "export function solve() {\n  // EVOLVE-BLOCK-START\n  return 0;\n  // EVOLVE-BLOCK-END\n}\n",
    entryPoint: "solve",
    evaluator: "evaluator.js",
    inputs: [null],
    objective: { direction: "maximise" },
    features: [
      { name: "a", range: "auto", bins: 8 },
      { name: "b", range: [0, 1], bins: 4 },
    ],
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A result of island 0, with its source named after its step. */
function result(step: number, [score, a, b]: readonly [number, number, number]): Candidate {
  return {
    island: 0,
    step,
    source: `program ${step}`,
    fingerprint: { text: `text ${step}`, tree: `tree ${step}` },
    parents: [],
    operator: "test",
    note: "",
    strategy: {},
    cached: false,
    evaluation: {
      status: "ok",
      kind: "ok",
      score,
      metrics: {},
      features: { a, b },
      message: "",
      durationMs: 1,
      level: 1,
      engine: "test",
    },
  };
}

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const results = fc.array(fc.tuple(unit, unit, unit), { minLength: 40, maxLength: 400, size: "max" });

describe("a population whose bins follow its elites", () => {
  it("counts recent results for the niches of the grid in force, never of an earlier one", () => {
    fc.assert(
      fc.property(results, (all) => {
        const population = new Population(0, config, problem);
        all.forEach((one, step) => {
          population.consume(result(step, one));
          if (step % 25 === 24) population.admit([]);
        });
        population.admit([]);
        const { grid } = population.archive;
        const cells = all.slice(-256).map(([, a, b]) => grid.cellOf({ a, b }));
        const entropy = new NicheWindow(cells).entropy(grid.cells);
        expect(population.temperature).toBe(temperatureAt(entropy, config.selection));
      }),
      { ...FIXED, numRuns: 30 },
    );
  });

  it("goes on after a restore as if it had never been saved", () => {
    fc.assert(
      fc.property(results, unit, (all, share) => {
        const stop = Math.max(1, Math.floor(all.length * share));
        const whole = new Population(0, config, problem);
        const consume = (population: Population, step: number): void => {
          population.consume(result(step, all[step] as [number, number, number]));
          if (step % 10 === 9) population.admit([]);
        };
        for (let step = 0; step < stop; step++) consume(whole, step);
        const sources = new Map(
          all.map((_, step): [CandidateId, string] => [candidateId(0, step), `program ${step}`]),
        );
        const state = JSON.parse(JSON.stringify(whole.save())) as ReturnType<Population["save"]>;
        const restored = Population.restore(0, config, problem, state, sources);
        for (let step = stop; step < all.length; step++) {
          consume(whole, step);
          consume(restored, step);
          expect(restored.temperature).toBe(whole.temperature);
          expect(restored.archive.ranking).toEqual(whole.archive.ranking);
        }
      }),
      { ...FIXED, numRuns: 15 },
    );
  });
});

describe("the island as selection sees it", () => {
  const child = (step: number, parents: readonly CandidateId[]): Candidate => ({
    ...result(step, [step, 0, step / 4]),
    parents,
  });
  const births = [
    child(0, []),
    child(1, ["i0-s0"]),
    child(2, ["i0-s0", "i0-s1"]),
    child(3, ["i0-s2", "i0-s2"]),
  ];

  it("counts children and crowded niches as of the moment it was asked for", () => {
    const population = new Population(0, config, problem);
    for (const one of births.slice(0, 3)) population.consume(one);
    const view = population.selection();
    population.consume(births[3] as Candidate);
    const visitsOf = ({ ranking, visits }: typeof view) =>
      Object.fromEntries(ranking.map(({ step }, index) => [step, visits(index)]));
    expect(visitsOf(view)).toMatchObject({ 1: 1, 2: 0 });
    expect(visitsOf(population.selection())).toMatchObject({ 2: 1, 3: 0 });
    for (const [index, { features }] of view.ranking.entries()) {
      expect(view.niche(index)).toBe(population.archive.grid.cellOf(features));
      expect(view.hits(index)).toBeLessThanOrEqual(3);
    }
  });

  it("is the same in a resumed run, which reads its past only when it is asked", () => {
    const straight = new Population(0, config, problem);
    for (const one of births.slice(0, 3)) straight.consume(one);
    const sources = new Map(births.map(({ step, source }) => [candidateId(0, step), source]));
    const resumed = Population.restore(0, config, problem, straight.save(), sources);
    let reads = 0;
    resumed.learnBirths(() => {
      reads++;
      return births.slice(0, 3).map((one) => ({ ...one, id: candidateId(0, one.step), score: null }));
    });
    for (const population of [straight, resumed]) population.consume(births[3] as Candidate);
    expect(reads).toBe(0);
    const figures = (population: Population) => {
      const { ranking, visits, niche, hits } = population.selection();
      return ranking.map(({ step }, index) => [step, visits(index), niche(index), hits(index)]);
    };
    expect(figures(resumed)).toEqual(figures(straight));
    expect(reads).toBe(1);
  });
});

it("tells its tuner what the archive took as new or better, of failures and programs that are as good nothing", () => {
  const archive = { ties: "replace" } as const;
  const drifting = resolveConfig([{ origin: "test", settings: { islands: 1, inFlight: 1, archive } }]);
  const population = new Population(0, drifting, problem);
  const scored = (...[step, score, b]: [step: number, score: number, b: number]) => {
    return result(step, [score, 0, b]);
  };
  const tuned = (one: Candidate, parent: CandidateId) => ({ ...one, operator: "tune", parents: [parent] });
  const failed = (step: number): Candidate => {
    const { durationMs, level, engine } = scored(step, 0, 0).evaluation;
    const evaluation = { status: "error", kind: "threw", message: "", durationMs, level, engine } as const;
    return { ...scored(step, 0, 0), evaluation };
  };
  const told = (one: Candidate) => {
    const { inserted } = population.consume(one);
    const { tuned = null, others = null } = population.save().tuner?.pay ?? {};
    return [inserted, tuned, others];
  };
  const untuned = [0, 0];
  expect(told(scored(0, 1, 0))).toEqual(["new", untuned, [1, 1]]);
  expect(told(scored(1, 1, 0.9))).toEqual(["new", untuned, [2, 2]]);
  expect(told(scored(2, 2, 0.9))).toEqual(["improved", untuned, [3, 3]]);
  expect(told(scored(3, 0, 0.9))).toEqual(["rejected", untuned, [4, 3]]);
  expect(told(scored(4, 2, 0.9))).toEqual(["drifted", untuned, [5, 3]]);
  expect(told(failed(5))).toEqual(["failed", untuned, [6, 3]]);
  expect(told(tuned(failed(6), "i0-s4"))).toEqual(["failed", [1, 0], [6, 3]]);
  expect(told(tuned(scored(7, 5, 0.9), "i0-s4"))).toEqual(["improved", [2, 1], [6, 3]]);
  // searches from the seed pay when they end
  expect(told(tuned(scored(8, 9, 0.9), "i0-s0"))).toEqual(["improved", [2, 1], [6, 3]]);
});
