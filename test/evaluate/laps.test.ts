import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { raceRun } from "../../src/evaluate/sandbox/command/laps.ts";
import type { Limits } from "../../src/problem/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const isHere = spawnSync("python3", ["--version"]).status === 0;
const laps = fileURLToPath(new URL("../../src/evaluate/sandbox/command/fork-laps.py", import.meta.url));
/** Answers requests as the fork server does, with shells for children and no walls. */
const SERVE = `import json, os, runpy, sys
parts = runpy.run_path(sys.argv[1])

order = []

def begin(setup, request):
    order.append(request["code"])
    pipes = [os.pipe() for _ in range(4)]
    pid = os.fork()
    if pid == 0:
        for number, fd in enumerate((pipes[0][0], pipes[1][1], pipes[2][1])):
            os.dup2(fd, number)
        os.closerange(3, 64)
        os.execv("/bin/sh", ["/bin/sh", "-c", request["words"]])
    for fd in (pipes[0][0], pipes[1][1], pipes[2][1], pipes[3][1]):
        os.close(fd)
    os.set_blocking(pipes[0][1], False)
    return pid, pipes[0][1], pipes[1][0], pipes[2][0], pipes[3][0]

setup, requests = json.loads(sys.stdin.read())
race = parts["racing"](setup, begin)
idle = {"laps": [1, 1], "asideMs": 4}
ends = [{"laps": [11, 21], "loadMs": load, "asideMs": aside} for load, aside in ((10, 1), (27, 7), (30, 7))]
for end in ends:
    parts["less"](end, idle, 20)
unknown = {"laps": [11, 1], "loadMs": 99, "asideMs": 4}
parts["less"](unknown, idle, None)
told = [race(request) for request in requests]
print(json.dumps({"told": told, "less": [*ends, unknown], "order": order, "scrambled": parts["scrambled"](sys.argv[2])}))
`;
const ANSWERS = "echo; read start; echo; while read lap; do echo; read go; echo; read go; echo $lap; done";
const ENDS = "echo; read start; echo; read lap; echo; read go; echo; read go; echo $lap";
/** Says whether a process of a folder like /proc has a thread that runs. */
const AWAKE = `import json, runpy, sys
is_awake = runpy.run_path(sys.argv[1])["is_awake"]
is_awake.__globals__["PROC"] = sys.argv[2]
print(json.dumps(is_awake(sys.argv[3])))
`;
/** Tells the rehearsal that it had. */
const REHEARSES = 'echo; read start; echo; read lap; echo; read go; echo; read go; echo "$start"';

const TEXT = '[{"value": ["\u00e9abc", -17, 1.5, false, null], "k": "v", "args": []}, 42]';

describe.runIf(isHere)("programs in laps", () => {
  const served = (idle: string, requests: readonly object[], words = ANSWERS) => {
    const folder = temporaryFolder("laps");
    writeFileSync(join(folder, "serve.py"), SERVE);
    const setup = {
      ...{ words, original: null, outputBytes: 1000 },
      idle: { code: null, words: idle },
    };
    const { stdout } = spawnSync("python3", ["serve.py", laps, TEXT], {
      ...{ cwd: folder, encoding: "utf8" },
      input: JSON.stringify([setup, requests]),
    });
    return JSON.parse(stdout) as {
      told: readonly unknown[];
      less: readonly unknown[];
      order: readonly (string | null)[];
      scrambled: string;
    };
  };
  const asked = { laps: ["[1]", "[2]", "[3]"], seed: 0, original: null };
  const times = [expect.any(Number), expect.any(Number), expect.any(Number)];
  const original = { loadMs: 0, answers: ["[7]"], rehearsed: [["[1]", "[1]"]] };
  const programs = (...codes: readonly string[]) => codes.map((code) => ({ code, parts: [] }));

  it("begin with what becomes of the original, and not where calls that do nothing end early", () => {
    const answers = ["[1]\n", "[2]\n", "[3]\n"];
    const rehearsed = [1, 2, 3].map(() => ["[1]", "[1]"]);
    expect(served(ANSWERS, [asked]).told).toEqual([
      { original: { loadMs: expect.any(Number), answers, rehearsed } },
    ]);
    // an original that fails is none to compare with
    expect(served(ANSWERS, [asked], ENDS).told).toEqual([
      { original: { loadMs: expect.any(Number), answers: [], rehearsed: [] } },
    ]);
    expect(served(ENDS, [asked]).told).toEqual([{ original: null }]);
  });

  it("rehearse on texts of the same shape; only what does nothing is told the answers", () => {
    const race = { ...asked, laps: ["[1]"], programs: programs("", ""), original };
    const { told, scrambled } = served(REHEARSES, [race], REHEARSES);
    const [{ racers = [] } = {}] = told as { racers?: { answers: string[] }[] }[];
    expect(racers.map(({ answers }) => JSON.parse(answers[0] ?? ""))).toEqual(
      [1, 2].map(() => ({ laps: [["[1]", "[1]"]], isKnown: false })),
    );
    expect(JSON.parse(scrambled)).toEqual([
      { value: ["xxxx", 111, 0.111, true, false], "1": "x", args: [] },
      11,
    ]);
  });

  it("count by all laps together, so that one of them that does the work of others gains nothing", () => {
    const racer = (laps: readonly number[], isOver = false) => ({
      ...{ isOver, code: 0, said: "", laps, asideMs: laps[0] },
      answers: laps.map((_, at) => `[${at}]`),
    });
    const run = (isUsual: boolean, isOver = false) =>
      raceRun(
        JSON.stringify({ racers: [racer([22, 1, 1], isOver), racer([8, 8, 8])], isUsual }),
        { outputKb: 1 } as Limits,
        { place: "/program", words: [], calls: null, original: null, isDealt: true },
      );
    const times = { childMs: 24, rivalMs: 24, aside: { childMs: 22, rivalMs: 8 } };
    expect(run(true)).toEqual({ status: "ok", text: "[0,1,2]", ...times });
    // where calls that do nothing ended early, no program is to blame
    expect(run(false)).toMatchObject({ status: "error", kind: "crash" });
  });

  it("keep every lap, less what calls that do nothing take; what they do besides is told apart", () => {
    const race = { ...asked, programs: programs("", ""), original };
    const { told, less } = served(ANSWERS, [race]);
    const racer = { answers: ["[1]\n", "[2]\n", "[3]\n"], laps: times, code: 0, isOver: false };
    expect(told).toEqual([
      { racers: [expect.objectContaining(racer), expect.objectContaining(racer)], isUsual: true },
    ]);
    // loading longer than the original counts as well, beyond what is chance
    expect(less).toEqual([
      { laps: [10, 20], loadMs: 10, asideMs: -3 },
      { laps: [10, 20], loadMs: 27, asideMs: 3 },
      { laps: [11.5, 21.5], loadMs: 30, asideMs: 3 },
      { laps: [10, 0.05], loadMs: 99, asideMs: 0 },
    ]);
  });

  it("begin by turns where two race, from race to race, before what does nothing", () => {
    const race = { ...asked, programs: programs("one", "other"), original };
    expect(served(ANSWERS, [race, race, race]).order).toEqual([
      ...["one", "other", null],
      ...["other", "one", null],
      ...["one", "other", null],
    ]);
  });

  it("wait for the last thread that runs, also where another one ends between two looks", () => {
    const proc = temporaryFolder("proc");
    const stat = (folder: string, state: string, threads: number) => {
      mkdirSync(join(proc, folder), { recursive: true });
      writeFileSync(join(proc, folder, "stat"), `7 (a) R) ${state}${" 0".repeat(16)} ${threads} 0`);
    };
    const awake = (pid: number, states: readonly (string | null)[]) => {
      stat(`${pid}`, states[0] ?? "Z", states.length);
      for (const [at, state] of states.entries()) {
        const folder = `${pid}/task/${10 + at}`;
        if (state === null) mkdirSync(join(proc, folder), { recursive: true });
        else stat(folder, state, states.length);
      }
      const { stdout } = spawnSync("python3", ["-c", AWAKE, laps, proc, `${pid}`], { encoding: "utf8" });
      return JSON.parse(stdout) as boolean;
    };
    expect([awake(1, ["R"]), awake(2, ["S"]), awake(3, ["T"])]).toEqual([true, false, false]);
    expect([awake(4, ["S", "S"]), awake(5, ["S", "R"]), awake(6, ["R", "S"])]).toEqual([false, true, true]);
    expect([awake(7, ["S", null, "R", null]), awake(8, [null])]).toEqual([true, false]);
  });
});
