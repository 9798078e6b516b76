import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { aimsOf, loadProblem } from "../../src/problem/index.ts";
import type { FrontProgram, FrontSummary, RunSummary } from "../../src/run/index.ts";
import { digestByHand } from "../run/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { galapagos, SLOPE } from "./support.ts";

const home = temporaryFolder("objectives");
const cli = (...args: string[]): ReturnType<typeof galapagos> => galapagos(args, { cwd: home });

const SETTINGS = [
  "--islands",
  "3",
  "--seed",
  "4",
  "--set",
  "migration.interval=8",
  "--set",
  "archive.front=6",
];

function pointOf({ values: { area = Number.NaN, perimeter = Number.NaN } }: FrontProgram) {
  return { area, perimeter };
}

/** Standard output as JSON. */
async function json(...args: string[]) {
  const { code, stdout, stderr } = await cli(...args, "--json");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe("a run with two objectives", () => {
  let whole: RunSummary & { readonly front: FrontSummary };
  beforeAll(async () => {
    whole = await json(
      "run",
      "isoperimetric",
      ...SETTINGS,
      "--evaluations",
      "75",
      "--out",
      "whole",
      "--threads",
      "1",
    );
  });

  it("tells of its front: no program of it beats another, and all are what the record says", async () => {
    const { front, best, islands } = whole;
    const { definition } = await loadProblem("isoperimetric");
    expect(front.objectives).toEqual(aimsOf(definition));
    const values = front.programs.map(pointOf);
    expect(values.length).toBeGreaterThan(3);
    for (const a of values)
      for (const b of values) expect(a !== b && a.area >= b.area && a.perimeter <= b.perimeter).toBe(false);
    expect(front.programs[0]?.id).toBe(best?.id);
    expect(best?.score).toBe(best?.metrics.area);
    // the area below the staircase, computed by hand
    const stairs = [...values].sort((a, b) => a.perimeter - b.perimeter);
    const area = stairs.reduce(
      (sum, one, at) => sum + one.area * ((stairs[at + 1]?.perimeter ?? 12) - one.perimeter),
      0,
    );
    expect(front.hypervolume).toBeCloseTo(area, 9);
    expect(front.hypervolume).toBeLessThan(front.known ?? 0);
    for (const island of islands) expect(island.front?.hypervolume).toBeLessThanOrEqual(front.hypervolume);
    const program = await json("inspect", "whole", front.programs.at(-1)?.id ?? "");
    expect(program.evaluation.metrics).toMatchObject(values.at(-1) as object);
  });

  it("is the same on two and on eight threads, and when it stopped in the middle and went on", async () => {
    const digest = digestByHand(join(home, "whole"));
    expect(whole.digest).toBe(digest);
    for (const threads of ["2", "8"]) {
      const other = await json(
        "run",
        "isoperimetric",
        ...SETTINGS,
        "--evaluations",
        "75",
        "--threads",
        threads,
      );
      expect([other.digest, other.front]).toEqual([digest, whole.front]);
    }
    await json("run", "isoperimetric", ...SETTINGS, "--evaluations", "35", "--out", "parts");
    const parts = await json("resume", "parts", "--evaluations", "75");
    expect([parts.digest, parts.front]).toEqual([digest, whole.front]);
  });

  it("shows its front in a summary, in a list and as a table, and gives the best by either objective", async () => {
    const { front } = whole;
    const count = front.programs.length;
    expect((await cli("inspect", "whole")).stdout).toContain(
      `front: ${count} programs on area (maximise) and perimeter (minimise), hypervolume `,
    );
    expect((await cli("list", "--out", ".")).stdout).toContain(`, front of ${count}`);
    const table = await cli("best", "whole", "--front");
    expect(table.stdout.split("\n").filter((line) => /^i\d-s\d/.test(line)).length).toBe(count);
    expect(await json("best", "whole", "--front")).toEqual(front);
    const smallest = await json("best", "whole", "--by", "perimeter");
    expect(smallest.metrics.perimeter).toBe(Math.min(...front.programs.map((one) => pointOf(one).perimeter)));
    expect((await json("best", "whole", "--by", "area")).id).toBe(whole.best?.id);
  });

  it("refuses an objective that it does not have", async () => {
    expect(await cli("best", "whole", "--by", "volume")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('expected "area" or "perimeter", got "volume"'),
    });
  });

  it("says of each exported program whether it is on the front", async () => {
    const { stdout } = await cli("export", "whole", "--format", "jsonl");
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const ids = lines.filter(({ onFront }) => onFront).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(whole.front.programs.map(({ id }) => id)));
    expect((await cli("export", "whole", "--format", "csv")).stdout.split("\r\n")[0]).toContain("onFront");
  });
});

describe("scores by instance", () => {
  it("are shown, and make a pool of parents beside the best", async () => {
    const args = ["--evaluations", "12", "--islands", "1", "--set", "archive.cells=single", "--out", "tours"];
    await json("run", "tsp-tours", "--selection", "instances", ...args);
    const { stdout } = await cli("inspect", "tours", "i0-s0");
    expect(stdout).toMatch(/instances {2}[\d.]+, [\d.]+/);
    const lines = (await cli("export", "tours", "--format", "jsonl")).stdout.trim().split("\n");
    const elites = lines.map((line) => JSON.parse(line)).filter(({ isElite }) => isElite);
    for (const a of elites) {
      const beaten = elites.filter(
        (b) =>
          b !== a &&
          b.score <= a.score &&
          b.instances.every((score: number, at: number) => score <= a.instances[at]),
      );
      expect(beaten).toEqual([]);
    }
  });
});

it("a run with one objective has no front to show", async () => {
  await json("run", SLOPE, "--evaluations", "5", "--out", "one");
  expect(await json("inspect", "one")).not.toHaveProperty("front");
  expect(await cli("best", "one", "--front")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("one, and no front"),
  });
});
