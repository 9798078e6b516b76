import { describe, expect, it } from "vitest";
import {
  analyseChampions,
  assemble,
  CODE_FEATURES,
  codeFeatures,
  compareArms,
  completeSettings,
  countCycles,
  type DuelScore,
  growthOf,
  renderArchives,
  renderPhenotypes,
  renderStudyPlot,
  type DrqRun,
  summariseArm,
  summariseAttempts,
} from "../../src/corewar/index.ts";

const WIN: DuelScore = { wins: 3, losses: 1, ties: 0 };
const LOSS: DuelScore = { wins: 1, losses: 3, ties: 0 };
const TIE: DuelScore = { wins: 1, losses: 1, ties: 2 };

/** Champions among each other from the upper triangle. */
const among = (n: number, duel: (a: number, b: number) => DuelScore): DrqRun["among"] =>
  Array.from({ length: n }, (_, a) => Array.from({ length: n }, (_, b) => (a < b ? duel(a, b) : undefined)));

describe("a study", () => {
  it("finds circles among champions, whichever way round, and none in a ranking or in ties", () => {
    expect(countCycles(among(3, (a, b) => (b - a === 1 ? WIN : LOSS)))).toEqual({ cycles: 1, triples: 1 });
    expect(countCycles(among(3, (a, b) => (b - a === 1 ? LOSS : WIN)))).toEqual({ cycles: 1, triples: 1 });
    expect(countCycles(among(5, () => WIN))).toEqual({ cycles: 0, triples: 10 });
    expect(countCycles(among(5, () => TIE))).toEqual({ cycles: 0, triples: 10 });
    // each beats the two after it on a ring of five: 5 of 10 triples
    const ring = among(5, (a, b) => ((b - a + 5) % 5 <= 2 ? WIN : LOSS));
    expect(countCycles(ring)).toEqual({ cycles: 5, triples: 10 });
    expect(countCycles([])).toEqual({ cycles: 0, triples: 0 });
  });

  it("measures generality, its gain, and whether runs converge, by round", () => {
    const run = (...heldOut: readonly (readonly DuelScore[])[]): DrqRun => ({
      heldOut,
      among: among(heldOut.length, () => WIN),
      code: heldOut.map(([duel]) => [duel === WIN ? 1 : 0]),
    });
    const summary = summariseArm([
      run([LOSS, LOSS], [WIN, TIE], [WIN, WIN]),
      run([WIN, LOSS], [WIN, LOSS], [WIN, WIN], [LOSS, LOSS]),
    ]);
    expect(summary.beaten.map(({ mean }) => mean)).toEqual([0.25, 0.5, 1]);
    expect(summary.beatenOrTied.map(({ mean }) => mean)).toEqual([0.25, 0.75, 1]);
    expect(summary.gain.mean).toBe(0.75);
    expect(summary.points.map(({ mean }) => mean)).toEqual([3 / 8, 9 / 16, 3 / 4]);
    // of three rounds the last is the later half
    expect(summary.later.beaten.mean).toBe(0.75);
    expect(summary.later.points.mean).toBe(3 / 8);
    // points are ¼, ½ and ¾: variance of (¼, ¾) is ⅛
    expect(summary.spread).toEqual([1 / 16, 1 / 64, 0]);
    expect(summary.codeSpread).toEqual([1 / 2, 0, 0]);
    expect(summary.change.map(({ mean }) => mean)).toEqual([(0.375 + 0) / 2, (0.125 + 0.25) / 2]);
    expect(summary.cycles).toEqual({ mean: 0, low: 0, high: 0 });
  });

  it("fits lines over the logarithm of the round, run by run", () => {
    const curve = (a: number, b: number) => [1, 2, 3, 4].map((round) => a + b * Math.log(round));
    const growth = growthOf([curve(0.1, 0.2), curve(0.5, 0.4)]);
    expect(growth.slope.mean).toBeCloseTo(0.3, 12);
    // Student with one degree of freedom
    expect(growth.slope.high - growth.slope.mean).toBeCloseTo(12.706 * 0.1, 9);
    expect(growth.r2).toBeCloseTo(1, 12);
    expect(growthOf([[0.5, 0.2, 0.2]], 2).slope.mean).toBeLessThan(0);
    expect(growthOf([[0.3, 0.3, 0.3]])).toMatchObject({ slope: { mean: 0 }, r2: 0 });
    expect(growthOf([[0.3]]).slope.mean).toBe(0);
  });

  it("compares kinds of runs by their later champions, a run being one value", () => {
    const run = (...heldOut: readonly (readonly DuelScore[])[]): DrqRun => ({
      heldOut,
      among: among(heldOut.length, () => WIN),
      code: heldOut.map(([duel]) => [duel === WIN ? 1 : 0]),
    });
    const strong = [1, 2, 3].map(() => run([LOSS, LOSS], [WIN, WIN], [WIN, TIE]));
    const weak = [1, 2, 3].map(() => run([WIN, WIN], [LOSS, LOSS], [LOSS, LOSS], [WIN, WIN]));
    const [beaten, , points, circles] = compareArms(strong, weak);
    // three rounds are common to both, and the last of them is their later half
    expect(beaten).toEqual({
      measure: "beaten",
      means: [0.5, 0],
      difference: { mean: 0.5, low: 0.5, high: 0.5 },
      p: 2 / 20,
    });
    expect(points?.means).toEqual([(3 / 4 + 1 / 2) / 2, 1 / 4]);
    expect(circles).toMatchObject({ means: [0, 0], p: 1 });
    expect(compareArms(strong.slice(0, 1), weak.slice(0, 1))[0]?.p).toBeNull();
  });

  it("finds along which directions champions behave differently, and what their code foretells of strangers", () => {
    // in each run champions that hold beat both, the others tie with one; the code says which is which
    const run = (flips: readonly boolean[]): DrqRun => ({
      heldOut: flips.map((holds) => (holds ? [WIN, WIN] : [TIE, LOSS])),
      among: [],
      code: flips.map((holds, round) => [Number(holds), round, 7]),
    });
    const runs = [run([true, false, true]), run([false, true, false]), run([true, true, false])];
    const analysis = analyseChampions([
      ["a < b", runs.slice(0, 2)],
      ["c", runs.slice(2)],
    ]);
    const { champions, components, probe } = analysis;
    expect(champions).toHaveLength(9);
    expect(champions[7]).toMatchObject({
      kind: "c",
      run: 1,
      round: 2,
      points: [3 / 4, 3 / 4],
      generality: 1,
    });
    expect(components.shares.map((share) => share.toFixed(6))).toEqual(["1.000000", "0.000000"]);
    const [strong, weak] = [components.places[0]?.[0] ?? 0, components.places[1]?.[0] ?? 0];
    expect(strong - weak).toBeCloseTo(Math.hypot(1 / 4, 1 / 2), 12);
    expect(probe).toMatchObject({ samples: 9, groups: 2 });
    expect(probe?.r2).toBeGreaterThan(0.9);
    const svg = renderPhenotypes(analysis);
    expect(svg).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|a < b/);
    const alone = analyseChampions([["x", [run([true])]]]);
    expect([alone.probe, alone.components.places]).toEqual([null, [[0, 0]]]);
    // code that says nothing foretells no better than the mean
    const blind = runs.map((one) => ({ ...one, code: one.code.map(() => [1]) }));
    expect(analyseChampions([["x", blind]]).probe?.r2).toBe(0);
  });

  it("counts code by opcodes, modifiers, modes and length", () => {
    const assembly = assemble("spl 1\nmov.i #1, }2\nmov.i 0, 1\ndat.f 0, 0\n", {
      settings: completeSettings({ warriors: 2 }),
    });
    if (assembly.status === "error") throw new Error(assembly.errors[0]?.message);
    const features = codeFeatures(assembly.warrior);
    expect(features).toHaveLength(CODE_FEATURES.length);
    const named = CODE_FEATURES.flatMap((name, at) => (features[at] === 0 ? [] : [[name, features[at]]]));
    expect(Object.fromEntries(named)).toEqual({
      ...{ DAT: 1 / 4, MOV: 1 / 2, SPL: 1 / 4, ".B": 1 / 4, ".F": 1 / 4, ".I": 1 / 2 },
      ...{ "A #": 1 / 4, "A $": 3 / 4, "B $": 3 / 4, "B }": 1 / 4, length: 0.04 },
    });
  });

  it("tells what one of several warriors does against a field, and what all do together", () => {
    expect(summariseAttempts([])).toMatchObject({ together: { beaten: 0, beatenOrTied: 0 } });
    const { one, together } = summariseAttempts([
      [WIN, LOSS, LOSS, TIE],
      [LOSS, WIN, LOSS, TIE],
    ]);
    expect([one.beaten.mean, one.beatenOrTied.mean]).toEqual([1 / 4, 1 / 2]);
    expect(together).toEqual({ beaten: 1 / 2, beatenOrTied: 3 / 4 });
  });

  it("draws a well-formed picture, also of a single round and of nothing", () => {
    const one = summariseArm([{ heldOut: [[WIN]], among: among(1, () => WIN), code: [[1]] }]);
    for (const arms of [
      [],
      [["a < b & c", one]],
      [
        ["x", one],
        ["y", one],
      ],
      ["v", "w", "x", "y", "z"].map((name) => [name, one] as const),
    ] as const) {
      const svg = renderStudyPlot(arms);
      expect(svg).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
      expect(svg).not.toMatch(/NaN|Infinity|undefined|a < b/);
      expect(svg.match(/<g /g)).toHaveLength(6);
    }
  });

  it("draws archives: for each kind in how many runs a cell is held, darker where scores are higher", () => {
    const axes = [
      { name: "spawned", edges: [0, 1, 10] },
      { name: "covered", edges: [0, 10, 1e12] },
    ] as const;
    const low = { bins: [0, 0], score: 2 };
    const picture = renderArchives(axes, [
      { kind: "a", runs: [[low, { bins: [1, 1], score: 4 }], [low]] },
      { kind: "none <held>", runs: [[]] },
    ]);
    expect(picture).toContain("2 runs, mean score 2.00");
    expect(picture).toContain("from 2.00 (light) to 4.00 (dark)");
    expect(picture).toMatch(/x="0" y="32" [^>]+fill-opacity="0.120"/);
    expect(picture).toMatch(/x="46" y="0" [^>]+fill-opacity="1.000"/);
    expect(picture).toContain("none &lt;held>, 1 runs");
    expect(picture).toContain("∞");
    expect(renderArchives(axes, [])).not.toContain("NaN");
  });
});
