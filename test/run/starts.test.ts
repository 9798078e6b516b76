import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { canonicalJson, idOf, type Scored } from "../../src/core/index.ts";
import { checkProblem, evaluateProgram, forkRun, rescoreRun } from "../../src/run/index.ts";
import { startStandIn } from "../../src/stand-in/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { resolveConfig } from "../../src/config/index.ts";
import { candidatesOf, outcome, sharedWorkers, useLab } from "./support.ts";

/** Goes from its start some of the way to the squares. */
const WALK = `export function solve(input) {
  // EVOLVE-BLOCK-START
  const list = input?.start ?? [2, 5, 8, 11, 12];
  const share = 0.3;
  return list.map((x, i) => x + share * ((i + 1) ** 2 - x));
  // EVOLVE-BLOCK-END
}
`;
const resultsRoot = temporaryFolder("run");
const workers = sharedWorkers();
const lab = useLab(resultsRoot, WALK, { start: "parent" });
const IDLE = `export function solve(input) {
  // EVOLVE-BLOCK-START
  const list = [2, 5, 8, 11, 12];
  // EVOLVE-BLOCK-END
  return (input?.start ?? list).map((x) => x * (1 + 2 ** -52));
}
`;
const idle = useLab(temporaryFolder("run"), IDLE, { start: "parent" });
const SETTINGS = { islands: 2, evaluations: 60, migration: { interval: 5 }, seed: "7" };

it("children go on from what their parent constructed, and the run is the same however it is interrupted", async () => {
  const whole = await lab.run(SETTINGS, { threads: 1 });
  const made = candidatesOf(whole.folder);
  const byId = new Map(made.map((candidate) => [idOf(candidate), candidate]));
  let goneOn = 0;
  for (const { evaluation, parents, source } of made) {
    if (evaluation.status !== "ok") continue;
    const found = evaluation.construction as number[];
    // what is scored is the construction, whatever it came from
    expect(found.reduce((sum, x, i) => sum + (x - (i + 1) ** 2) ** 2, 0)).toBe(evaluation.score);
    const parent = byId.get(parents[0] ?? "i0-s0")?.evaluation;
    if (parents.length === 0 || parent?.status !== "ok") continue;
    expect(canonicalJson(found)).not.toBe(canonicalJson(parent.construction ?? null));
    if (evaluation.score < parent.score && source !== WALK) goneOn++;
  }
  expect(goneOn).toBeGreaterThan(10);
  // the walk of a single program leaves a quarter of the seed's error
  expect(whole.best?.score).toBeLessThan(1);
  expect(whole.verified).toMatchObject({
    status: "ok",
    score: whole.best?.score,
    start: whole.best?.parents[0],
  });
  const kept = JSON.parse(readFileSync(join(whole.folder, "construction.json"), "utf8"));
  const best = byId.get(whole.best?.id ?? "i0-s0")?.evaluation;
  expect(best).toMatchObject({ construction: kept });

  const abort = new AbortController();
  let steps = 0;
  const onEvents = (events: readonly { readonly type: string }[]): void => {
    steps += events.filter(({ type }) => type === "step").length;
    if (steps >= 25) abort.abort();
    expect(JSON.stringify(events)).not.toContain("construction");
  };
  const cut = await lab.run(SETTINGS, { signal: abort.signal, onEvents });
  expect(cut.status).toBe("interrupted");
  expect(outcome(await lab.resume(cut.folder))).toEqual(outcome(whole));
});

it("forks take the starts of their founders along, and none where the problem has no starts any more", async () => {
  const { folder, best, begunWithMore } = await lab.run({ ...SETTINGS, evaluations: 30 }, { threads: 1 });
  expect(begunWithMore).toBeUndefined();
  const problem = lab.problem();
  const { start: _none, ...definition } = problem.definition;
  const without = { ...problem, definition, version: "0000000000000000" };
  const forked = async (from: string, name: string, its = problem) => {
    const config = resolveConfig([{ origin: "test", settings: { ...SETTINGS, islands: 1, evaluations: 2 } }]);
    const fork = await forkRun({ problem: its, config, from, name, resultsRoot, workers, threads: 1 });
    // no flags alone make it again
    expect(fork.begunWithMore).toBe(true);
    expect(fork.verified).toMatchObject({ id: fork.best?.id, status: "ok", score: fork.best?.score });
    return fork.best?.score;
  };
  expect(await forked(folder, "fork")).toBe(best?.score);
  expect(await forked(join(resultsRoot, "fork"), "fork-of-fork")).toBe(best?.score);
  const anew = await forked(folder, "anew", without);
  expect(anew).toBeGreaterThan(best?.score ?? Infinity);
  const { elites } = await rescoreRun({ folder, reload: async () => without, workers });
  expect(Math.min(...elites.map(({ now }) => now ?? Infinity))).toBe(anew);
});

it("a program is scored from a start that is given, and one that only returns it is told by the check", async () => {
  const problem = lab.problem();
  const start = [0, 4, 9, 16, 25];
  expect(await evaluateProgram(problem, WALK, { start })).toMatchObject({ status: "ok", score: 0.7 ** 2 });
  const { start: _none, ...definition } = problem.definition;
  await expect(evaluateProgram({ ...problem, definition }, WALK, { start })).rejects.toMatchObject({
    code: "problem/start",
    message: expect.stringContaining("from nothing"),
  });

  const still = { ...problem, seed: WALK.replace("share = 0.3", "share = 0") };
  expect((await checkProblem(still, { repeats: 1 })).advice.join()).toMatch(
    /given a start, the seed comes out where/,
  );
});

it("a program that comes out where it started, but for rounding, has no score, so that it enters nowhere as a gain", async () => {
  const { failures, best, islands, evaluations } = await idle.run({ islands: 1, evaluations: 20, seed: "1" });
  expect(failures.start).toBeGreaterThan(10);
  expect(Object.values(failures).reduce((sum, count) => sum + count)).toBe(evaluations - 1);
  expect(best?.id).toBe("i0-s0");
  expect(islands[0]?.elites).toBe(1);
});

it("what a model's program finds without its start is its own, and what it hands back is told from it", async () => {
  const HANDED = IDLE.replace("[2, 5, 8, 11, 12]", "[9, 9, 9, 9, 9]");
  const FOUND = IDLE.replace("11, 12];", "11, 12];\n  input = null;");
  const children = [FOUND, HANDED];
  const server = await startStandIn({
    mutate: () => children.shift() ?? null,
    seed: "starts",
  });
  try {
    const model = { id: "m", model: "m", baseUrl: server.url, keyVariable: null, price: "free" };
    const { folder, failures } = await idle.run({
      ...{ islands: 1, inFlight: 1, evaluations: 3, seed: "1", models: [model], memory: { enabled: false } },
      directed: { operators: { improve: 1, crossover: 0, revise: 0, recombine: 0, refine: 0 }, repairs: 0 },
    });
    const [seed, found, handed] = candidatesOf(folder).map(({ evaluation }) => evaluation);
    const { score } = seed as Scored;
    expect(found).toMatchObject({ status: "ok", afresh: score });
    expect(handed).toMatchObject({ status: "invalid", kind: "start", afresh: expect.any(Number) });
    expect(handed?.afresh).toBeGreaterThan(score);
    expect(failures).toEqual({ start: 1 });
  } finally {
    await server.close();
  }
});
