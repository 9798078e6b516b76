import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveConfig, type RunConfig } from "../../src/config/index.ts";
import type { JsonObject } from "../../src/core/index.ts";
import { type AdversarialMode, defineProblem, loadProblem, type Problem } from "../../src/problem/index.ts";
import {
  baseConfigOf,
  checkProblem,
  evaluateProgram,
  openRun,
  previewRun,
  readRunRecord,
  redQueenChampions,
  redQueenMeetings,
  resumeRedQueen,
  startRedQueen,
  summariseRun,
} from "../../src/run/index.ts";
import { planOf } from "../../src/run/rounds/planned.ts";
import { galapagos, start } from "../cli/support.ts";
import { candidatesOf, sharedWorkers } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SMALL_WAR = fileURLToPath(new URL("./problems/small-war", import.meta.url));
const IMP = "MOV 0, 1\n";
const root = temporaryFolder("run");
const sitting = { threads: 1, lanes: 1, workers: sharedWorkers() };

/** Settings of all runs here; a turn of 40 evaluations goes over several borders. */
const config = (settings: JsonObject = {}): RunConfig =>
  resolveConfig([
    { origin: "test", settings: { islands: 2, inFlight: 2, migration: { interval: 5 }, ...settings } },
  ]);

/** The small war with another mode, and with other things said in its input. */
async function smallWar(mode: Partial<AdversarialMode> = {}, input: JsonObject = {}): Promise<Problem> {
  const problem = await loadProblem(SMALL_WAR);
  const { definition } = problem;
  const { adversarial, inputs } = definition;
  if (adversarial === null) throw new Error("the small war has opponents");
  return {
    ...problem,
    definition: {
      ...definition,
      inputs: inputs.map((given) => ({ ...(given as JsonObject), ...input })),
      adversarial: { ...adversarial, ...mode },
    },
  };
}

function withRounds(problem: Problem, rounds: number): Problem {
  const { definition } = problem;
  if (definition.adversarial === null) throw new Error("expected a problem with opponents");
  return { ...problem, definition: { ...definition, adversarial: { ...definition.adversarial, rounds } } };
}

/** Opponents that a turn's programs met. */
function opponentsOf(folder: string, turn: number): unknown {
  const { problem } = readRunRecord({ folder: join(folder, `turn-00${turn}`) });
  return (problem.definition.inputs[0] as JsonObject).opponents;
}

/** What must not depend on how a run was cut into sittings: all its champions, digests included. */
const championsOf = (folder: string): object => redQueenChampions(folder);

describe("rounds against champions", () => {
  const whole = join(root, "whole");
  beforeAll(async () => {
    const sides = [await smallWar()];
    await startRedQueen({ sides, config: config(), resultsRoot: root, name: "whole", ...sitting });
  }, 400_000);

  it("go as the mode says: initial opponents and every earlier champion, with warm starts", () => {
    const champions = redQueenChampions(whole);
    const sources = champions.map(({ source }) => source);
    expect(champions.map(({ round, side, evaluations }) => [round, side, evaluations])).toEqual([
      [0, 0, 40],
      [1, 0, 40],
      [2, 0, 40],
    ]);
    expect(opponentsOf(whole, 1)).toEqual([IMP]);
    expect(opponentsOf(whole, 2)).toEqual([IMP, sources[0]]);
    expect(opponentsOf(whole, 3)).toEqual([IMP, sources[0], sources[1]]);
    const founders = candidatesOf(join(whole, "turn-003")).filter(({ operator }) => operator === "fork");
    expect(founders.map(({ source }) => source)).toEqual(sources.slice(0, 2));
    const turnOf = (name: string) => readRunRecord({ folder: join(whole, name) }).problem.definition.turn;
    expect(["turn-001", "turn-003"].map(turnOf)).toEqual([0, 2]);
    // a champion is the best of its turn, scored against the opponents of that turn
    for (const [turn, { score }] of champions.entries())
      expect(summariseRun({ folder: join(whole, `turn-00${turn + 1}`) }).best?.score).toBe(score);
  });

  it("score a program outside a run as the first turn does", async () => {
    const problem = await smallWar();
    const [seed] = candidatesOf(join(whole, "turn-001"));
    expect(seed?.evaluation.status).toBe("ok");
    const { openBackend } = sitting.workers;
    const { score } = await evaluateProgram(problem, problem.seed, { openBackend });
    expect(seed?.evaluation).toMatchObject({ score });
    const { scores } = await checkProblem(problem, { repeats: 1, openBackend });
    expect(scores).toEqual([score]);
    const alone = await smallWar({ initial: [] });
    expect((await evaluateProgram(alone, problem.seed, { openBackend })).score).not.toBe(score);
  });

  it("are previewed with the budget of all rounds, and the opponents that join", async () => {
    const problem = await smallWar();
    expect((await previewRun(problem, config())).config.evaluations).toBe(120);
    const growthOf = async (mode: Partial<AdversarialMode>) =>
      planOf(await smallWar({ rounds: 5, ...mode }), config()).growth;
    // 1, 2, 3, 4 and 5 opponents; 1, 3, 4, 4 and 4; one that stays alone
    expect(await growthOf({})).toBe(3);
    expect(await growthOf({ perRound: 2, lastChampions: 3 })).toBe(16 / 5);
    expect(await growthOf({ lastChampions: 0 })).toBe(1);
    expect(planOf(problem, config({ evaluations: 7 })).config.evaluations).toBe(7);
  });

  it("interrupted in the middle of turns and resumed, are the rounds that were never stopped", async () => {
    const folder = join(root, "cut");
    const sides = [await smallWar()];
    const cut = (events: number) => {
      const abort = new AbortController();
      let seen = 0;
      const onEvents = (list: readonly unknown[]): void => {
        seen += list.length;
        if (seen >= events) abort.abort();
      };
      return { ...sitting, threads: 2, signal: abort.signal, onEvents };
    };
    let summary = await startRedQueen({
      sides,
      config: config(),
      resultsRoot: root,
      name: "cut",
      ...cut(15),
    });
    expect(summary).toMatchObject({ status: "interrupted", rounds: [] });
    summary = await resumeRedQueen(folder, cut(70));
    expect(summary.status).toBe("interrupted");
    expect(summary.rounds.length).toBeGreaterThan(0);
    summary = await resumeRedQueen(folder, sitting);
    expect(summary.status).toBe("done");
    expect(championsOf(folder)).toEqual(championsOf(whole));
  }, 400_000);

  it("begin no further turn when told to stop, also where a turn is done with what was in flight", async () => {
    const sides = [await smallWar({ rounds: 2, evaluationsPerRound: 2 })];
    const run = { sides, config: config(), resultsRoot: root, ...sitting };
    const abort = new AbortController();
    const turns: number[] = [];
    const onTurn = ({ round }: { readonly round: number }): void => {
      turns.push(round);
      abort.abort();
    };
    const stopped = await startRedQueen({ ...run, name: "short", signal: abort.signal, onTurn });
    expect([stopped.status, turns]).toEqual(["interrupted", [1]]);
    expect((await resumeRedQueen(join(root, "short"), sitting)).status).toBe("done");
    await startRedQueen({ ...run, name: "short-whole" });
    expect(championsOf(join(root, "short"))).toEqual(championsOf(join(root, "short-whole")));
  }, 400_000);

  it("share all budgets out, are played by one process at a time, and say when they miss their target", async () => {
    const sides = [await smallWar()];
    const settings = { evaluations: 10, target: 1e9, budget: { usd: 3, tokens: 8, requests: 2 } };
    const folder = join(root, "shared-out");
    const others: Promise<unknown>[] = [];
    const onTurn = (): void => {
      others.push(resumeRedQueen(folder, sitting).catch((error: unknown) => error));
    };
    const run = { sides, config: config(settings), resultsRoot: root, name: "shared-out", ...sitting };
    expect(await startRedQueen({ ...run, onTurn })).toMatchObject({ status: "done", evaluations: 10 });
    for (const other of await Promise.all(others)) expect(other).toMatchObject({ code: "run/locked" });
    const shares = [1, 2, 3].map((turn) => readRunRecord({ folder: join(folder, `turn-00${turn}`) }).config);
    expect(shares.map(({ evaluations }) => evaluations)).toEqual([4, 3, 3]);
    expect(shares.map(({ budget }) => budget)).toEqual([
      { usd: 1, tokens: 3, requests: 1 },
      { usd: 1, tokens: 3, requests: 1 },
      { usd: 1, tokens: 2, requests: 0 },
    ]);
    expect(openRun(folder).overview().reachesTarget).toBe(false);
    expect(openRun(whole).overview().reachesTarget).not.toBe(false);
  }, 400_000);

  it("one turn alone is no run of its own: nobody but the whole run knows its opponents", async () => {
    const turn = join(whole, "turn-002");
    for (const command of [
      ["fork", turn],
      ["rescore", turn],
      ["run", "--replay", turn],
      ["inject", turn, "-"],
    ]) {
      const { code, stderr } = await galapagos(command);
      expect([code, stderr]).toEqual([2, expect.stringContaining("is one turn of the run")]);
    }
    const { code, stderr } = await galapagos(["resume", whole, "--budget", "5usd"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("shared out")]);
    const told = (await galapagos(["inspect", turn])).stdout;
    expect(told.split("\n").filter((line) => /resume|same run/.test(line))).toEqual([
      `go on:   galapagos resume ${whole}`,
    ]);
  });

  it("another seed leads elsewhere, and the last k champions are those met", async () => {
    const sides = [await smallWar({ lastChampions: 1, evaluationsPerRound: 12, warmStart: false })];
    const run = { sides, config: config({ seed: "2" }), resultsRoot: root, name: "last", ...sitting };
    const { digest, evaluations } = await startRedQueen(run);
    const [first, second] = redQueenChampions(join(root, "last"));
    expect(evaluations).toBe(36);
    expect(opponentsOf(join(root, "last"), 2)).toEqual([IMP, first?.source]);
    expect(opponentsOf(join(root, "last"), 3)).toEqual([IMP, second?.source]);
    expect(candidatesOf(join(root, "last", "turn-003")).map(({ operator }) => operator)).not.toContain(
      "fork",
    );
    expect(digest).not.toBe(redQueenChampions(whole)[0]?.digest);
  }, 400_000);

  it("a pool of teachers keeps who was not beaten, and rounds give several kinds", async () => {
    const mode = {
      lastChampions: 2,
      evaluationsPerRound: 12,
      rounds: 4,
      pool: "teachers",
      perRound: 2,
    } as const;
    const run = {
      sides: [await smallWar(mode)],
      config: config(),
      resultsRoot: root,
      name: "pool",
      ...sitting,
    };
    await startRedQueen(run);
    const folder = join(root, "pool");
    const champions = redQueenChampions(folder);
    const everybody = champions.map(({ opponent, others = [] }) => [opponent, ...others]);
    expect(
      everybody.some((programs) => programs.length === 2),
      "another kind joins",
    ).toBe(true);
    for (const [turn, { unbeaten }] of champions.entries()) {
      const met = opponentsOf(folder, turn + 1) as string[];
      expect(met.slice(1).every((source) => everybody.slice(0, turn).flat().includes(source))).toBe(true);
      expect(met.length).toBe(1 + Math.min(2, new Set(everybody.slice(0, turn).flat()).size));
      expect(new Set(met.slice(1)).size, "nobody is met twice").toBe(met.length - 1);
      for (const id of unbeaten ?? []) {
        const [from = 0, place = 0] = id.split(".").map(Number);
        expect(met, "only who was met can be unbeaten").toContain(everybody[from]?.[place]);
      }
    }
    // the matrix of a report says the same of whom each champion met, and beat
    for (const [turn, { met }] of redQueenMeetings(folder).entries()) {
      const sources = opponentsOf(folder, turn + 1) as string[];
      for (const { turn: other, beaten } of met) {
        expect(sources).toContain(champions[other]?.opponent);
        expect(beaten).toBe(!champions[turn]?.unbeaten?.includes(`${other}.0`));
      }
      const metSources = met.map((one) => champions[one.turn]?.opponent);
      for (const { opponent } of champions.slice(0, turn))
        expect(sources.includes(opponent as string)).toBe(metSources.includes(opponent));
    }
    // the newest champion has not been met by anybody yet
    expect(opponentsOf(folder, 4)).toContain(champions[2]?.opponent);
  }, 400_000);

  it("where several contend, a round's champion is the best of them under another seed, and the others go on", async () => {
    const sides = [await smallWar({ contenders: 3, rounds: 2, evaluationsPerRound: 16 }, { luck: 1 })];
    const run = { sides, config: config(), resultsRoot: root, name: "contenders", ...sitting };
    await startRedQueen(run);
    const folder = join(root, "contenders");
    const [first] = redQueenChampions(folder);
    const { source = "", runnersUp = [], score = 0 } = first ?? {};
    const tried = candidatesOf(join(folder, "turn-001")).flatMap(({ source, evaluation }) =>
      evaluation.status === "ok" ? [{ source, score: evaluation.score }] : [],
    );
    const best = [...new Map(tried.toReversed().map((one) => [one.score, one.source]))]
      .sort(([one], [other]) => other - one)
      .slice(0, 3);
    expect([source, ...runnersUp].sort()).toEqual(best.map(([, source]) => source).sort());
    expect(best.map(([score]) => score)).not.toContain(score);
    const founders = candidatesOf(join(folder, "turn-002")).filter(({ operator }) => operator === "fork");
    expect(founders.map(({ source }) => source)).toEqual([source, ...runnersUp]);
  }, 400_000);

  it("a round ends early at its threshold, and a champion of old that gets no score stays out", async () => {
    const mode = { threshold: 0.5, rounds: 2, evaluationsPerRound: 120 };
    // a seed that dies at once is no champion, or the second round would have no seed
    const sides = [{ ...(await smallWar(mode, { refuse: true })), seed: "DAT 0, 0\n" }];
    const run = { sides, config: config(), resultsRoot: root, name: "early", ...sitting };
    expect(await startRedQueen(run)).toMatchObject({ status: "done", rounds: [{}, {}] });
    const [first] = redQueenChampions(join(root, "early"));
    expect(first?.evaluations).toBeLessThan(120);
    expect(first?.score).toBeGreaterThanOrEqual(0.5);
    const second = candidatesOf(join(root, "early", "turn-002"));
    expect(second.map(({ operator }) => operator)).not.toContain("fork");
  }, 400_000);

  it("a turn that died before its beginning begins again in its place", async () => {
    const folder = join(root, "unborn");
    const sides = [await smallWar({ rounds: 1, evaluationsPerRound: 10 })];
    const abort = AbortSignal.abort();
    await startRedQueen({
      sides,
      config: config(),
      resultsRoot: root,
      name: "unborn",
      ...sitting,
      signal: abort,
    });
    // rounds of before settings that came later
    const turns = JSON.parse(readFileSync(join(folder, "red-queen.json"), "utf8"));
    delete turns.config.roles;
    writeFileSync(join(folder, "red-queen.json"), JSON.stringify(turns));
    rmSync(join(folder, "turn-001"), { recursive: true });
    mkdirSync(join(folder, "turn-001"));
    writeFileSync(join(folder, "turn-001", "run.db"), "");
    expect(await resumeRedQueen(folder, sitting)).toMatchObject({ status: "done", evaluations: 10 });
    expect(existsSync(join(folder, "turn-001-2"))).toBe(false);
  }, 400_000);

  it("refuses to go on when the evaluator has changed since", async () => {
    const state = join(whole, "red-queen.json");
    const other = join(root, "changed");
    mkdirSync(other);
    const text = readFileSync(state, "utf8").replace(/"version": "[0-9a-f]+"/, '"version": "0"');
    const before = text.replaceAll("export default", "export const before = 1;\\nexport default");
    expect(before).not.toBe(text);
    writeFileSync(join(other, "red-queen.json"), before);
    await expect(resumeRedQueen(other, sitting)).rejects.toMatchObject({ code: "run/problem-changed" });
    writeFileSync(join(other, "red-queen.json"), "{");
    await expect(resumeRedQueen(other, sitting)).rejects.toMatchObject({ code: "run/missing" });
  });
});

describe("two problems against each other", () => {
  it("take turns, and each meets what the other's scorer calls an opponent", async () => {
    const sides = await Promise.all(["sorting-networks", "sorting-tests"].map((name) => loadProblem(name)));
    const folder = join(root, "sides");
    const settings = config({ islands: 1, evaluations: 32 });
    const short = sides.map((side) => withRounds(side, 2));
    const run = { sides: short, config: settings, resultsRoot: root, name: "sides", ...sitting };
    expect(await startRedQueen(run)).toMatchObject({ status: "done", evaluations: 32 });
    const champions = redQueenChampions(folder);
    expect(champions.map(({ round, side }) => [round, side])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const [networks, tests, better] = champions.map(({ opponent }) => opponent);
    const initial = sides[0]?.definition.adversarial?.initial ?? [];
    expect(initial).toHaveLength(1);
    expect([1, 2, 3, 4].map((turn) => opponentsOf(folder, turn))).toEqual([
      initial,
      [networks],
      [...initial, tests],
      [networks, better],
    ]);
    expect(networks).toEqual(expect.arrayContaining([[expect.any(Number), expect.any(Number)]]));
  }, 400_000);

  it("must name each other", async () => {
    const cwd = temporaryFolder("run");
    for (const [name, against] of [
      ["hares", "foxes"],
      ["foxes", "wolves"],
    ] as const) {
      const folder = join(cwd, name);
      mkdirSync(folder);
      const definition = {
        name,
        description: name,
        seed: "seed.js",
        evaluator: "evaluator.js",
        objective: { direction: "maximise" },
        adversarial: { against },
      };
      writeFileSync(join(folder, "problem.json"), JSON.stringify(definition));
      writeFileSync(join(folder, "seed.js"), "export const solve = () => 0;\n");
      writeFileSync(join(folder, "evaluator.js"), "export default () => ({ score: 0 });\n");
    }
    const one = await galapagos(["run", "./hares"], { cwd });
    expect([one.code, one.stderr]).toEqual([
      2,
      expect.stringContaining("foxes, which is played against wolves"),
    ]);
    const none = await galapagos(["run", "./foxes"], { cwd });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('"wolves"')]);
  });
});

describe("what a problem says of its opponents", () => {
  it.each([
    [{ rounds: 0 }, "/adversarial/rounds"],
    [{ rounds: 1.5 }, "/adversarial/rounds"],
    [{ evaluationsPerRound: -1 }, "/adversarial/evaluationsPerRound"],
    [{ lastChampions: -1 }, "/adversarial/lastChampions"],
    [{ warmStart: "yes" }, "/adversarial/warmStart"],
    [{ initial: "imp.red" }, "/adversarial/initial"],
    [{ initial: ["nobody.red"] }, "nobody.red"],
    [{ initial: ["../slope/seed.js"] }, "../slope/seed.js"],
    [{ threshold: "high" }, "/adversarial/threshold"],
    [{ opponents: [] }, "opponents"],
    [{ settings: [] }, "/adversarial/settings"],
  ])("%o is refused with the place named", async (adversarial, where) => {
    const definition = {
      name: "bad",
      folder: SMALL_WAR,
      description: "a small war",
      seed: "seed.red",
      evaluator: "evaluator.js",
      objective: { direction: "maximise" },
      adversarial,
    } as unknown as Parameters<typeof defineProblem>[0];
    const error: unknown = await defineProblem(definition).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expect.stringMatching(/^problem\//) });
    expect(String(error)).toContain(where);
  });
});

describe("settings that a problem states for its rounds", () => {
  it("hold where nobody says otherwise, and are checked as all settings are", async () => {
    const problem = await smallWar({ settings: { islands: 1, selection: { policy: "uniform" } } });
    expect(baseConfigOf(problem)).toMatchObject({
      islands: 1,
      inFlight: 8,
      selection: { policy: "uniform", beta: 3 },
    });
    expect(resolveConfig([{ origin: "flag", settings: { islands: 3 } }], baseConfigOf(problem)).islands).toBe(
      3,
    );
    const wrong = await smallWar({ settings: { islandz: 1 } });
    expect(() => baseConfigOf(wrong)).toThrow(/adversarial.settings of small-war/);
  });
});

describe("from the command line", () => {
  const args = ["run", SMALL_WAR, "--islands", "2", "--preset", "two", "--evaluations", "40", "--quiet"];

  it("killed in a turn and resumed, it is the run that was never stopped; every command knows it", async () => {
    const cwd = temporaryFolder("run");
    const run = start([...args, "--out", "results/killed"], { cwd });
    const second = join(cwd, "results/killed/turn-002/run.db");
    while (run.child.exitCode === null && !existsSync(second)) await sleep(50);
    await sleep(300);
    run.child.kill("SIGKILL");
    await run.ended;
    const budget = await galapagos(["resume", "killed", "--evaluations", "90"], { cwd });
    expect([budget.code, budget.stderr]).toEqual([2, expect.stringContaining("shared out")]);
    const resumed = await galapagos(["resume", "killed", "--json", "--quiet"], { cwd });
    expect(resumed.code, resumed.stderr).toBe(0);
    const whole = await galapagos([...args, "--out", "results/whole", "--json"], { cwd });
    const [one, two] = [JSON.parse(resumed.stdout), JSON.parse(whole.stdout)];
    // of equal programs that are under way at once the evaluator runs one or both
    expect(one).toEqual({ ...two, run: "killed", evaluatorCalls: expect.any(Number) });
    expect(one).toMatchObject({ status: "done", evaluations: 40, rounds: [{}, {}] });

    const [inspect, best, list, again] = await Promise.all([
      galapagos(["inspect", "killed", "--json"], { cwd }),
      galapagos(["best", "killed", "--json"], { cwd }),
      galapagos(["list", "--json"], { cwd }),
      galapagos([...args, "--out", "results/killed"], { cwd }),
    ]);
    expect(JSON.parse(inspect.stdout)).toEqual(one);
    expect(JSON.parse(best.stdout)).toMatchObject({ round: 1, score: one.rounds[1].score });
    const runs = JSON.parse(list.stdout).runs as readonly JsonObject[];
    expect(runs.map(({ run: name, status }) => [name, status]).sort()).toEqual([
      ["killed", "done"],
      ["whole", "done"],
    ]);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("holds a run already")]);
  }, 400_000);

  it("says what does not go with rounds", async () => {
    const { code, stderr } = await galapagos([...args, "--repeat", "3"], { cwd: temporaryFolder("run") });
    expect([code, stderr]).toEqual([2, expect.stringContaining("--repeat")]);
  });
});
