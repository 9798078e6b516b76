import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createEvaluator, probeLevels } from "../../src/evaluate/index.ts";
import { createCommandSandbox } from "../../src/evaluate/sandbox/command/create-sandbox.ts";
import { seccompFilter } from "../../src/evaluate/sandbox/seccomp.ts";
import { sumProblem } from "./support/sum-problem.ts";

const levels = await probeLevels();
const available = levels.find((level) => level.level === 3)?.available ?? false;
const limits = { timeMs: 100, deadlineMs: 1000, memoryMb: 256, outputKb: 64 };
const shell = (line: string) =>
  sumProblem({
    engine: "command",
    language: "command",
    seed: "seed.sh",
    command: ["sh", "-c", line],
    limits,
  });
const program = { code: "echo $((1 + 2))", kind: "script", entryPoint: "" } as const;

describe("levels", () => {
  it("are all reported, and what is missing comes with the next thing to type", () => {
    expect(levels.map((level) => level.level)).toEqual([0, 0, 1, 2, 3, 3]);
    for (const level of levels) expect(level.available || level.hint !== "", level.name).toBe(true);
  });

  it("has a filter of whole instructions, stricter when processes are denied", () => {
    const [loose, strict] = [seccompFilter({ processes: "allow" }), seccompFilter({ processes: "deny" })];
    expect(loose.length % 8).toBe(0);
    expect(strict.length).toBeGreaterThan(loose.length);
  });
});

describe.skipIf(!available)("a command", () => {
  it("gets its input on standard input and answers on standard output", async () => {
    const evaluator = await createEvaluator({
      problem: shell("cat >/dev/null; sh {program}"),
      seed: 1,
      lanes: 1,
    });
    const right = await evaluator.evaluate({ source: "echo 31", seed: 1 });
    expect(right).toMatchObject({ status: "ok", score: 1, level: 3, engine: "command@sh" });
    expect(await evaluator.evaluate({ source: "echo oh dear >&2; exit 3", seed: 1 })).toMatchObject({
      status: "error",
      kind: "exit",
      message: "the command ended with exit code 3: oh dear",
    });
    expect(await evaluator.evaluate({ source: "echo 'not json'", seed: 1 })).toMatchObject({ kind: "json" });
    expect(await evaluator.evaluate({ source: "sleep 5", seed: 1 })).toMatchObject({
      status: "timeout",
      kind: "wall",
    });
    await evaluator.close();
  });

  it("is answered alike by the small process that starts it where there are many, also when that one is lost", async () => {
    const patient = { ...shell("sh {program}"), limits: { ...limits, deadlineMs: 5000 } };
    const sandbox = await createCommandSandbox(patient, await bubblewrapHere());
    const run = (code: string) => sandbox.run({ ...program, code }, "{}", 1);
    for (let i = 1; i < 10; i++) expect(await run(`echo ${i}`)).toMatchObject({ status: "ok", text: `${i}` });
    const [helper = 0, ...others] = helpers();
    expect(others).toEqual([]);
    expect(await run("echo oh dear >&2; exit 3")).toMatchObject({
      status: "error",
      message: "the command ended with exit code 3: oh dear",
    });
    expect(await run("sleep 20")).toMatchObject({ status: "timeout", kind: "wall" });
    const lost = run("sleep 0.2; echo 4");
    process.kill(helper, "SIGKILL");
    expect(await lost).toMatchObject({ status: "ok", text: "4" });
    expect(await run("echo 5")).toMatchObject({ status: "ok", text: "5" });
    expect(helpers()).not.toContain(helper);
    const cut = run("sleep 3; echo 6");
    await new Promise((resolve) => setTimeout(resolve, 100));
    await sandbox.close();
    expect(await cut).toMatchObject({ message: "stopped: its evaluator was closed" });
    expect(helpers()).toEqual([]);
  });

  it("sees no variable of ours and nothing of the file system but the system's programs", async () => {
    const sandbox = await createCommandSandbox(shell("ls / /tmp /dev/shm; env"), await bubblewrapHere());
    const run = await sandbox.run(program, "{}", 5);
    await sandbox.close();
    const text = run.status === "ok" ? run.text : run.message;
    expect(text).toContain("GALAPAGOS_SEED=5");
    expect(text).not.toMatch(/home|root|work|VITEST|HOME=\/root|npm/);
  });
});

describe.skipIf(!existsSync("/usr/bin/prlimit"))("an unsafe command", () => {
  it("runs without bubblewrap, under limits, and is killed with its children", async () => {
    const sandbox = await createCommandSandbox(shell("sh {program}"), null);
    expect(await sandbox.run(program, "{}", 1)).toMatchObject({ status: "ok", text: "3" });
    const loop = { ...program, code: "(while true; do :; done) & while true; do :; done" };
    expect(await sandbox.run(loop, "{}", 1)).toMatchObject({ status: "timeout" });
    await sandbox.close();
  });
});

/** Small processes that start commands for this one. */
function helpers(): number[] {
  const children = readdirSync("/proc/self/task").flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, "utf8").trim().split(" "),
  );
  return children
    .filter((pid) => pid !== "" && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("cold-process"))
    .map(Number);
}

async function bubblewrapHere() {
  const { probeBubblewrap } = await import("../../src/evaluate/sandbox/bubblewrap.ts");
  const probe = await probeBubblewrap("allow");
  if (!probe.available) throw new Error(probe.reason);
  return probe.bubblewrap;
}
