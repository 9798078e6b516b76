import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { digestByHand } from "../run/support.ts";
import { calmProblem, type Ended, galapagos, plain, SLOPE } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const home = temporaryFolder("cli");
const cli = (...args: string[]): ReturnType<typeof galapagos> => galapagos(args, { cwd: home });

/** Standard output as JSON: it must be that and nothing else. */
async function json(...args: string[]) {
  const { code, stdout, stderr } = await cli(...args, "--json");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

let first: Ended;
beforeAll(async () => {
  first = await cli("run", SLOPE, "--islands", "2", "--evaluations", "60", "--set", "migration.interval=10");
  expect(first.code, first.stderr).toBe(0);
});

/** A summary with the numbers of this one search taken out. */
function shape(text: string): string {
  return text
    .replace(/i\d-s\d+/g, "<id>")
    .replace(/^failed: .*\n/m, "")
    .replace(/^convergence .*$/m, "convergence <figure>")
    .replace(/(best error:) \S+/, "$1 <score>")
    .replace(/^(\d) +\S+ (\(<id>\)) +\d+ +\d+ %$/gm, "$1 <score> $2 <n> <n> %")
    .replace(/^(island) +(best) +(elites) +(coverage)$/m, "$1 $2 $3 $4");
}

describe("a finished run", () => {
  it("is told in a few lines, the progress apart from them", () => {
    expect(first.stderr).not.toContain("digest");
    expect(shape(plain(first.stdout))).toMatchInlineSnapshot(`
      "slope · seed 1 · 60 evaluations · budget used
      best error: <score> (minimise), found by <id>
      convergence <figure>

      island best elites coverage
      0 <score> (<id>) <n> <n> %
      1 <score> (<id>) <n> <n> %

      digest sha256:…
      look:    galapagos report results/slope-1
      program: galapagos best results/slope-1
      go on:   galapagos resume results/slope-1 --evaluations 120
      "
    `);
  });

  it("is summarised by inspect just as run printed it, with the digest of the contract", async () => {
    const summary = await json("inspect");
    expect(summary).toMatchObject({
      run: "slope-1",
      problem: "slope",
      status: "done",
      seed: "1",
      evaluations: 60,
      stopped: "budget",
    });
    expect(summary.digest).toBe(digestByHand(join(home, "results", "slope-1")));
    expect(Object.keys(summary.best)).toEqual(
      expect.arrayContaining(["id", "score", "metrics", "features", "parents", "island", "step"]),
    );
    for (const [id, island] of summary.islands.entries()) {
      expect(island).toMatchObject({ id, best: { id: expect.any(String), score: expect.any(Number) } });
      for (const key of ["elites", "coverage", "qdScore"]) expect(island[key]).toEqual(expect.any(Number));
    }
    const again = await cli(
      "run",
      SLOPE,
      "--islands",
      "2",
      "--evaluations",
      "60",
      "--set",
      "migration.interval=10",
      "--json",
      "--quiet",
      "--threads",
      "1",
      "--out",
      "again",
    );
    expect(again.stderr).toBe("");
    expect(JSON.parse(again.stdout)).toEqual({
      ...summary,
      run: "again",
      verified: expect.anything(),
      evaluatorCalls: expect.any(Number),
    });
  });

  it("leaves its configuration, its summary and its best program to read", async () => {
    const folder = join(home, "results", "slope-1");
    const best = await cli("best");
    expect(readFileSync(join(folder, "best.js"), "utf8")).toBe(best.stdout);
    expect(JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")).evaluations).toBe(60);
    expect(JSON.parse(readFileSync(join(folder, "config.json"), "utf8"))).toMatchObject({ islands: 2 });
    // the printed program is the one that has the printed score
    const summary = await json("inspect");
    const program = join(home, "best.js");
    writeFileSync(program, best.stdout);
    const verdict = await json("eval", SLOPE, program);
    expect(verdict).toMatchObject({
      status: "ok",
      kind: "ok",
      score: summary.best.score,
      level: 1,
      message: "",
    });
    expect(Object.keys(verdict)).toEqual([
      "status",
      "kind",
      "score",
      "metrics",
      "features",
      "durationMs",
      "level",
      "engine",
      "message",
      "fuel",
    ]);
  });

  it("shows one of its programs from parents to verdict", async () => {
    const { best } = await json("inspect");
    const detail = await json("inspect", "slope-1", best.id);
    expect(detail.candidate?.evaluation?.score ?? detail.score ?? detail.evaluation?.score).toBe(best.score);
    const unknown = await cli("inspect", "slope-1", "i9-s9");
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/no candidate "i9-s9"/);
  });

  it("that a clock ended says how to get the same again", async () => {
    const settings = ["--islands", "2", "--set", "migration.rate=0.3", "--set", "selection.policy=rank"];
    const timed = await cli("run", SLOPE, "--time", "0.3s", "--out", "timed", ...settings);
    expect(timed.code, timed.stderr).toBe(0);
    const flags = /^the same run again: (.*)$/m.exec(timed.stdout)?.[1] ?? "";
    const again = await json("run", SLOPE, "--out", "timed-again", ...flags.split(" "));
    expect(again.digest).toBe((await json("inspect", "timed")).digest);
    expect(again.stopped).toBe("budget");
  });

  it("goes on with a larger budget only", async () => {
    const less = await cli("resume", "--evaluations", "10");
    expect(less.code).toBe(2);
    expect(plain(less.stderr, [home])).toMatchInlineSnapshot(`
      "error: a resumed run's budget may only grow: --evaluations is 60 on record, got 10
      hint: give a larger budget, or look at what there is: galapagos inspect <folder>/results/slope-1
      "
    `);
    expect(await json("resume", "slope-1", "--evaluations", "70", "--quiet")).toMatchObject({
      evaluations: 70,
    });
  });
});

it("scores a program whatever becomes of it, exit code 0", async () => {
  const verdict = async (source: string) => {
    const { code, stdout } = await galapagos(["eval", SLOPE, "-", "--json"], { cwd: home, input: source });
    expect(code).toBe(0);
    const { status, kind, score } = JSON.parse(stdout);
    return [status, kind, score];
  };
  expect(await verdict("export function solve() { return [1, 4, 9, 16, 25]; }")).toEqual(["ok", "ok", 0]);
  expect(await verdict("export function solve() { for (;;); }")).toEqual(["timeout", "fuel", null]);
  expect(await verdict("export function solve( {")).toEqual(["invalid", "syntax", null]);
});

it("exits 5 when the target is not reached, and 0 when it is", async () => {
  const args = [
    "run",
    SLOPE,
    "--islands",
    "1",
    "--evaluations",
    "12",
    "--quiet",
    "--set",
    "migration.interval=5",
  ];
  expect((await cli(...args, "--target", "-1")).code).toBe(5);
  const reached = await cli(...args, "--target", "196");
  expect(reached.code).toBe(0);
  expect(reached.stdout).toContain("target reached");
});

it("repeats a run over seeds, and previews one without a trace", async () => {
  const repeated = await json(
    "run",
    SLOPE,
    "--repeat",
    "2",
    "--islands",
    "1",
    "--evaluations",
    "10",
    "--quiet",
    "--out",
    "sweep",
  );
  expect(repeated.runs.map((one: { seed: string }) => one.seed)).toEqual(["1", "1-2"]);
  expect(readdirSync(join(home, "sweep")).sort()).toEqual(["slope-1-repeat-1", "slope-1-repeat-2"]);
  expect(repeated.scores).toHaveLength(2);
  const preview = await json("run", SLOPE, "--dry-run", "--out", "never");
  expect(preview).toMatchObject({
    problem: "slope",
    seed: { score: 197 },
    proposal: { status: expect.any(String) },
  });
  expect(existsSync(join(home, "never"))).toBe(false);
});

it("says that a scorer which draws lots cannot be repeated", async () => {
  const made = await cli("init", "lots", "--language", "javascript");
  expect(made.code, made.stderr).toBe(0);
  const taken = await cli("init", "lots");
  expect(taken.code).toBe(2);
  const folder = join(home, "problems", "lots");
  const { features: _features, ...rest } = JSON.parse(readFileSync(join(folder, "problem.json"), "utf8"));
  writeFileSync(join(folder, "problem.json"), JSON.stringify(rest));
  writeFileSync(join(folder, rest.evaluator), "export default () => ({ score: Math.random() });\n");
  const drawn = await json("check", "lots");
  expect(drawn).toMatchObject({ ok: true, deterministic: false });
  expect(drawn.advice.join()).toContain("the same program gets different scores");

  // where run time decides, no run can be repeated: nothing is said of scores that were alike
  writeFileSync(join(folder, "problem.json"), JSON.stringify({ ...rest, timing: {} }));
  writeFileSync(join(folder, rest.evaluator), "export default () => ({ score: 1 });\n");
  const timed = await json("check", "lots");
  expect(timed).toMatchObject({ ok: true, deterministic: false });
  expect(timed.advice.join()).not.toContain("different scores");
});

it("a reader that goes away ends it quietly", async () => {
  const bin = fileURLToPath(new URL("../../bin/galapagos.js", import.meta.url));
  const run = (line: string) => {
    const child = spawn("sh", ["-c", line], { cwd: home, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    child.stderr.setEncoding("utf8").on("data", (more: string) => {
      text += more;
    });
    child.stdout.resume();
    return once(child, "close").then(([code]) => ({ code, text }));
  };
  const node = `"${process.execPath}" "${bin}"`;
  expect(await run(`${node} inspect --json | head -1`)).toEqual({ code: 0, text: "" });
  // progress without a reader must not stop the search; one that mostly waits
  const calm = calmProblem(join(home, "calm"), 40);
  const both = await run(
    `${node} run "${calm}" --islands 1 --time 1s --out piped 2>&1 >/dev/null | head -1 >/dev/null; true`,
  );
  expect(both.code).toBe(0);
  expect(await json("inspect", "piped")).toMatchObject({ status: "done", stopped: "time" });
});
