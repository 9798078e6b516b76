import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
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
usual = {"loadMs": 20, "asideMs": 4, "workMs": 100}
ends = [(10, 1, 100), (27, 7, 100), (30, 7, 100), (27, 10, 100), (27, 7, 20), (27, 7, 0)]
charges = [parts["charged"]({"loadMs": load, "asideMs": aside}, usual, calls) for load, aside, calls in ends]
ended = parts["charged"]({"loadMs": 99, "asideMs": 9}, {"loadMs": None, "asideMs": None, "workMs": None}, 100)
medians = [parts["middle"](runs, 2) for runs in ([[5, 1], [1, 2], [3], [3, 9]], [[1]], [])]
print(json.dumps({"told": [race(request) for request in requests], "charges": [*charges, ended], "medians": medians, "order": order}))
`;
const ANSWERS = "echo; read start; echo; while read lap; do echo; read go; echo; read go; echo $lap; done";
const ENDS = "echo; read start; echo; read lap; echo; read go; echo; read go; echo $lap";

describe.runIf(isHere)("programs in laps", () => {
  const served = (idle: string, requests: readonly object[]) => {
    const folder = temporaryFolder("laps");
    writeFileSync(join(folder, "serve.py"), SERVE);
    const setup = {
      ...{ words: ANSWERS, original: null, outputBytes: 1000 },
      idle: { code: null, words: idle },
    };
    const { stdout } = spawnSync("python3", ["serve.py", laps], {
      ...{ cwd: folder, encoding: "utf8" },
      input: JSON.stringify([setup, requests]),
    });
    return JSON.parse(stdout) as {
      told: readonly unknown[];
      charges: readonly number[];
      medians: readonly unknown[];
      order: readonly string[];
    };
  };
  const asked = { laps: ["[1]", "[2]", "[3]"], seed: 0, idle: null };
  const times = [expect.any(Number), expect.any(Number), expect.any(Number)];
  const nothing = { laps: [0, 0, 0], loadMs: 0, asideMs: 0, workMs: 0 };
  const programs = (...codes: readonly string[]) => codes.map((code) => ({ code, parts: [] }));

  it("are relieved of the time of calls that do nothing, of which those that end early do not count", () => {
    const some = expect.any(Number);
    const idle = { laps: times, loadMs: some, asideMs: some, workMs: some };
    expect(served(ANSWERS, [asked]).told).toEqual([{ idle }]);
    const once = `[ -e ended ] && { ${ANSWERS}; exit; }; touch ended; ${ENDS}`;
    expect(served(once, [asked]).told).toEqual([{ idle }]);
    expect(served(ENDS, [asked]).told).toEqual([{ idle: null }]);
  });

  it("count by all laps together, so that one of them that does the work of others gains nothing", () => {
    const racer = (laps: readonly number[]) => ({
      ...{ isOver: false, code: 0, said: "", laps },
      answers: laps.map((_, at) => `[${at}]`),
    });
    const reply = JSON.stringify({ racers: [racer([22, 1, 1]), racer([8, 8, 8])] });
    const times = { childMs: 24, rivalMs: 24 };
    const runs = { place: "/program", words: [], calls: null, original: null };
    expect(raceRun(reply, { outputKb: 1 } as Limits, { ...runs, isDealt: true })).toEqual({
      ...{ status: "ok", text: "[0,1,2]", ...times },
    });
  });

  it("keep every lap, and pay for what they do besides beyond the original, whatever another program takes", () => {
    const race = { ...asked, programs: programs("", ""), idle: nothing };
    const { told, charges, medians } = served(ANSWERS, [race]);
    const racer = { answers: ["[1]\n", "[2]\n", "[3]\n"], laps: times, code: 0, isOver: false };
    expect(told).toEqual([{ racers: [expect.objectContaining(racer), expect.objectContaining(racer)] }]);
    // beside few calls less is taken for chance, and nothing where the original did not end
    expect(charges).toEqual([0, 0, 3, 3, 2, 3, 9]);
    expect(medians).toEqual([[3, 2], null, null]);
  });

  it("begin by turns where two race, from race to race", () => {
    const race = { ...asked, programs: programs("one", "other"), idle: nothing };
    expect(served(ANSWERS, [race, race, race]).order).toEqual([
      ...["one", "other"],
      ...["other", "one"],
      ...["one", "other"],
    ]);
  });
});
