import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { commandOfSameStudy } from "../../src/cli/same-study.ts";
import type { JsonObject } from "../../src/core/index.ts";
import type { StudyReport } from "../../src/report/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { candidatesOf } from "../run/support.ts";
import { galapagos, SLOPE, start } from "./support.ts";

const SHIPPED = fileURLToPath(new URL("../../studies/model-parts.json", import.meta.url));
const folder = temporaryFolder("study");

/** The seed of the island that a candidate of these parents belongs to. */
function seedOf(parents: readonly string[]): string {
  return `${parents[0]?.split("-")[0]}-s0`;
}

/** The shipped study, on a small problem and with a small budget. */
function smaller(name: string, more: JsonObject): string {
  const study = JSON.parse(readFileSync(SHIPPED, "utf8")) as JsonObject;
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ ...study, problems: [{ problem: SLOPE, target: 200 }], ...more }));
  return path;
}

it("runs the shipped study with the stand-in: every arm gets the same evaluations", async () => {
  const path = smaller("parts.json", { seeds: 1, budget: { evaluations: 8 } });
  const args = ["study", path, "--arm", "best of N", "--arm", "no memory", "--json"];
  const { code, stdout, stderr } = await galapagos(args, { cwd: folder });
  expect(stderr).not.toContain("error");
  expect(code).toBe(0);
  const { problems, runs } = JSON.parse(stdout) as StudyReport;
  expect(problems[0]?.arms.map(({ arm }) => arm)).toEqual(["everything", "best of N", "no memory"]);
  for (const run of runs) expect(run.evaluations, run.arm).toBeGreaterThanOrEqual(8);
  // best of N: every child is the seed's
  const place = join(folder, "results", "parts", "slope", "best of N", "1");
  for (const { step, parents } of candidatesOf(place))
    if (step > 0) expect(parents).toEqual([seedOf(parents)]);
});

it("goes on after kill -9 without repeating what is finished", async () => {
  const arms = { islands: {}, uniform: { flags: ["--selection", "uniform"] } };
  const path = smaller("killed.json", { seeds: 1, budget: { evaluations: 40 }, settings: {}, arms });
  const { child, stderr, ended } = start(["study", path], { cwd: folder });
  while (!stderr().includes("run 2 of 2")) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGKILL");
  await ended;
  const first = join(folder, "results", "killed", "slope", "islands", "1", "run.db");
  const before = statSync(first).mtimeMs;
  const again = await galapagos(["study", path, "--json"], { cwd: folder });
  expect(again.code).toBe(0);
  expect(again.stderr).not.toContain("slope, islands, seed 1 …");
  expect(statSync(first).mtimeMs).toBe(before);
  const whole = await galapagos(["study", path, "--json", "--out", "whole"], { cwd: folder });
  const found = (text: string): unknown => (JSON.parse(text) as StudyReport).runs;
  expect(found(again.stdout)).toEqual(found(whole.stdout));
});

it("says in one sentence what is wrong with an arm's flags", async () => {
  const path = smaller("wrong.json", { arms: { a: { flags: ["--islnds", "2"] } } });
  const { code, stderr } = await galapagos(["study", path], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toContain("arm \"a\": unknown option '--islnds'");
  const foreign = smaller("foreign.json", { arms: { a: { flags: ["--threads", "2"] } } });
  expect((await galapagos(["study", foreign], { cwd: folder })).stderr).toContain(
    "--threads is no part of an arm",
  );
  const memory = smaller("memory.json", { settings: {}, arms: { a: { flags: ["--memory", "m.json"] } } });
  expect((await galapagos(["study", memory], { cwd: folder })).stderr).toContain(
    'arm "a" begins with a memory file, and nobody would be told its lessons',
  );
});

it("says how to go on with all flags that were given", () => {
  const flags = { out: "my out", seeds: 2, arm: ["no memory"], threads: 1, unsafe: true, json: true };
  expect(commandOfSameStudy("my study.json", flags)).toBe(
    "galapagos study 'my study.json' --out 'my out' --seeds 2 --arm 'no memory' --threads 1 --unsafe --json",
  );
});
