import { describe, expect, it } from "vitest";
import { digestByHand, outcome, useLab } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const lab = useLab(temporaryFolder("run"));

describe("the same seed gives the same archives", () => {
  it("on 1, 2 and 5 threads, verdicts in any order", async () => {
    const settings = { islands: 5, evaluations: 103, migration: { interval: 7 } };
    const one = await lab.run(settings, { threads: 1 });
    expect(one).toMatchObject({ evaluations: 103, status: "done", stopped: "budget" });
    expect(one.digest).toBe(digestByHand(one.folder));
    for (const threads of [2, 8]) {
      expect(outcome(await lab.run(settings, { threads }))).toEqual(outcome(one));
    }
  });

  it.each([
    { topology: "ring", inFlight: 1, interval: 10, islands: 3, rate: 0.05 },
    { topology: "star", inFlight: 3, interval: 5, islands: 4, rate: 0.3 },
    { topology: "complete", inFlight: 8, interval: 3, islands: 3, rate: 1 },
    { topology: "none", inFlight: 8, interval: 1, islands: 2, rate: 0.05 },
    { topology: "ring", inFlight: 20, interval: 4, islands: 2, rate: 0 },
  ] as const)(
    "with %o",
    async ({ topology, inFlight, interval, islands, rate }) => {
      const settings = { islands, inFlight, evaluations: 61, migration: { topology, interval, rate } };
      const one = await lab.run(settings, { threads: 1 });
      const many = await lab.run(settings, { threads: 2 });
      expect(outcome(many)).toEqual(outcome(one));
      expect(many.digest).toBe(digestByHand(many.folder));
    },
    120_000,
  );

  it("and another seed, configuration or evaluation count another one", async () => {
    const settings = { islands: 2, evaluations: 50, migration: { interval: 10 } };
    const digests = new Set<string>();
    for (const change of [{}, { seed: "2" }, { inFlight: 3 }, { evaluations: 70 }])
      digests.add((await lab.run({ ...settings, ...change })).digest);
    expect(digests.size).toBe(4);
  });
});

describe("evaluations are split in advance", () => {
  it.each([
    [1, 4, [1, 0, 0, 0]],
    [3, 4, [1, 1, 1, 0]],
    [10, 4, [3, 3, 2, 2]],
    [11, 3, [4, 4, 3]],
    [1, 1, [1]],
  ] as const)(
    "%d over %d islands",
    async (evaluations, islands, shares) => {
      const settings = { islands, evaluations, migration: { interval: 2 } };
      const run = await lab.run(settings);
      expect(run.evaluations).toBe(evaluations);
      expect(run.islands.map((island) => island.evaluations)).toEqual(shares);
      expect(run.best?.id).toBeDefined();
      expect(run.digest).toBe(digestByHand(run.folder));
    },
    120_000,
  );
});
