import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { objectiveOf, randomStream, type Scored } from "../../src/core/index.ts";
import { type Language, languageNamed } from "../../src/language/index.ts";
import { drawSample, learn, openDistribution } from "../../src/operators/tuning/cma-es.ts";
import { NumberSearch } from "../../src/operators/tuning/number-search.ts";
import { Tuner } from "../../src/operators/tuning/tuner.ts";
import { scored } from "./tuning-support.ts";

/** Best value of a function that a search finds, with `updates` updates of `samples` samples each. */
function minimum(
  f: (x: Float64Array) => number,
  dimension: number,
  updates: number,
  seed: number,
  isScaled = true,
): number {
  const random = randomStream("cma", seed);
  let state = openDistribution(dimension, 0.5, isScaled);
  let best = Infinity;
  for (let update = 0; update < updates; update += 1) {
    const samples = Array.from({ length: 16 }, () => drawSample(state, random));
    samples.sort((a, b) => f(a) - f(b));
    best = Math.min(best, f(samples[0] as Float64Array));
    state = learn(state, samples);
  }
  return best;
}

const sphere = (x: Float64Array): number => x.reduce((sum, v) => sum + (v - 1) ** 2, 0);
/** Condition number 10⁶, and turned, so that no number can be found by itself. */
const ellipsoid = (x: Float64Array): number =>
  x.reduce((sum, _, i) => {
    const turned = (x[i] as number) + (x[(i + 1) % x.length] as number);
    return sum + 10 ** ((6 * i) / (x.length - 1)) * (turned - 1) ** 2;
  }, 0);

describe("the search distribution", () => {
  it("finds the minimum of a sphere, of a turned ellipsoid, and of a sphere of many numbers", () => {
    expect(minimum(sphere, 8, 150, 1)).toBeLessThan(1e-8);
    expect(minimum(ellipsoid, 7, 500, 2)).toBeLessThan(1e-6);
    expect(minimum(sphere, 150, 900, 3)).toBeLessThan(1);
  });

  it("finds each number's own scale long before it has learnt how they depend on each other", () => {
    const uneven = (x: Float64Array): number =>
      x.reduce((sum, v, i) => sum + 10 ** ((4 * i) / 29) * (v - 1) ** 2, 0);
    const [scaled, plain] = [true, false].map((isScaled) => minimum(uneven, 30, 250, 6, isScaled)) as [
      number,
      number,
    ];
    expect(scaled).toBeLessThan(plain / 10);
  });

  it("depends on ranks alone, so any monotone transformation of the score searches alike", () => {
    const plain = minimum(sphere, 5, 30, 4);
    const stretched = minimum((x) => Math.exp(sphere(x)) - 7, 5, 30, 4);
    expect(Math.log(stretched + 7)).toBeCloseTo(plain, 9);
  });

  it("stays finite and positive whatever it is told", () => {
    const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const sample = fc
      .array(number, { minLength: 3, maxLength: 3 })
      .map((numbers) => Float64Array.from(numbers));
    const update = fc.array(sample, { minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(update, { maxLength: 20 }), (updates) => {
        let state = openDistribution(3, 0.3);
        for (const samples of updates) state = learn(state, samples);
        expect(state.mean.every(Number.isFinite)).toBe(true);
        expect(state.sigma).toBeGreaterThan(0);
        expect(drawSample(state, randomStream("any")).every(Number.isFinite)).toBe(true);
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});

const SOURCE = `export function f() {
  // EVOLVE-BLOCK-START
  return [0.5, 2.25, -1.5, 0.125];
  // EVOLVE-BLOCK-END
}
`;
const options = {
  origin: { id: "i0-s0", source: SOURCE },
  began: 1,
  language: languageNamed("javascript") as Language,
  objective: objectiveOf("maximise"),
  samples: 8,
} as const;

function verdict(source: string): Scored {
  const values = (/\[(.*)\]/.exec(source)?.[1] ?? "").split(",").map(Number);
  return scored(-values.reduce((sum, v, i) => sum + (v - i) ** 2, 0));
}

/** Asks and tells with four steps in flight; the sources by step. */
function drive(search: NumberSearch, from: number, to: number, sources: Map<number, string>): void {
  for (let step = from; step < to; step += 1) {
    const asked = step + 4;
    const child = search.ask(asked, randomStream("drive", asked));
    sources.set(asked, child?.source ?? SOURCE);
    const source = sources.get(step);
    if (source !== undefined) search.tell(step, source, verdict(source));
  }
}

describe("a search over a program's numbers", () => {
  it("comes closer to the best numbers, and its children differ from the origin in numbers alone", () => {
    const search = NumberSearch.open(options, 0.3) as NumberSearch;
    const sources = new Map<number, string>();
    drive(search, 1, 1200, sources);
    const scores = [...sources.values()].map((source) => verdict(source).score);
    expect(Math.max(...scores)).toBeGreaterThan(-0.01);
    const shape = (text: string) => text.replace(/-?\d[\d.e-]*/g, "#");
    expect(new Set([...sources.values()].map(shape)).size).toBe(1);
  });

  it("goes on after a restore as if it had never been saved", () => {
    const whole = NumberSearch.open(options, 0.3) as NumberSearch;
    const sources = new Map<number, string>();
    drive(whole, 1, 100, sources);
    const saved = JSON.parse(JSON.stringify(whole.save()));
    const restored = NumberSearch.restore(options, saved, (step) => sources.get(step) ?? "") as NumberSearch;
    const copy = new Map(sources);
    drive(whole, 100, 300, sources);
    drive(restored, 100, 300, copy);
    expect(copy).toEqual(sources);
    expect(restored.save()).toEqual(whole.save());
  });

  it("leaves out what was drawn before the last update, where that is little, and goes on so after a restore", () => {
    const told = (inFlight: number): number => {
      const search = NumberSearch.open({ ...options, samples: 30, inFlight }, 0.3) as NumberSearch;
      drive(search, 1, 300, new Map());
      return search.save().distribution.generation;
    };
    // each update but the first passes over five verdicts: 4 that were under way, and the one asked for just before
    expect(told(0)).toBe(Math.floor(295 / 30));
    expect(told(5)).toBe(1 + Math.floor((295 - 30) / 35));
    expect(told(6)).toBe(told(0));

    const fresh = { ...options, samples: 30, inFlight: 5 };
    const whole = NumberSearch.open(fresh, 0.3) as NumberSearch;
    const sources = new Map<number, string>();
    drive(whole, 1, 36, sources);
    const saved = JSON.parse(JSON.stringify(whole.save()));
    const restored = NumberSearch.restore(fresh, saved, (step) => sources.get(step) ?? "") as NumberSearch;
    const copy = new Map(sources);
    drive(whole, 36, 200, sources);
    drive(restored, 36, 200, copy);
    expect(copy).toEqual(sources);
  });

  it("ends when nothing comes of it, and needs three numbers that may move", () => {
    const search = NumberSearch.open({ ...options, samples: 4 }, 0.3) as NumberSearch;
    let step = 1;
    for (; !search.isSpent && step < 2000; step += 1) {
      const child = search.ask(step, randomStream("spent", step));
      search.tell(step, child?.source ?? SOURCE, verdict(SOURCE));
    }
    expect(step).toBeLessThan(2000);
    const few = {
      ...options,
      origin: { id: "i0-s0", source: SOURCE.replace("2.25, -1.5, 0.125", "7") },
    } as const;
    expect(NumberSearch.open(few, 0.3)).toBeNull();
  });
});

describe("an island's tuner", () => {
  /** Share of the 400 steps from `first` on that are tuned. */
  const tunedFrom = (first: number): number => {
    const tuner = new Tuner({ ...options, share: 1 });
    const steps = Array.from({ length: 400 }, (_, i) => first + i);
    const tuned = steps.filter(
      (step) => tuner.ask(step, options.origin, (purpose) => randomStream(purpose, step)) !== null,
    );
    return tuned.length / 400;
  };

  it("takes a share of the steps that follows from how many numbers there are, and grows in the beginning", () => {
    // four numbers: 4 of 16 steps, once 240 steps are over
    expect(tunedFrom(480)).toBeCloseTo(0.25, 1);
    expect(tunedFrom(1)).toBeLessThan(0.2);
    expect(tunedFrom(1)).toBeGreaterThan(0);
  });

  it("goes on after a restore as if it had never been saved", () => {
    const ask = (tuner: Tuner, step: number) =>
      tuner.ask(step, options.origin, (purpose) => randomStream(purpose, step))?.source ?? null;
    const tuner = new Tuner({ ...options, share: 1 });
    const sources = new Map<string, string>([["i0-s0", SOURCE]]);
    const live = (one: Tuner, step: number): string | null => {
      const source = ask(one, step);
      if (source === null) return null;
      sources.set(`i0-s${step}`, source);
      const candidate = {
        island: 0,
        step,
        operator: "tune",
        source,
        parents: ["i0-s0"],
        evaluation: verdict(source),
      };
      one.tell(candidate as unknown as Parameters<Tuner["tell"]>[0]);
      return source;
    };
    for (let step = 500; step < 620; step += 1) live(tuner, step);
    const restored = new Tuner({ ...options, share: 1 });
    restored.restore(JSON.parse(JSON.stringify(tuner.save())), (id) => sources.get(id) ?? "", 0);
    for (let step = 620; step < 740; step += 1) expect(live(restored, step)).toBe(live(tuner, step));
  });
});
