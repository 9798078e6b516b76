import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { galapagos, SLOPE } from "./support.ts";

const home = temporaryFolder("cli-compare");
const cli = (...args: string[]): ReturnType<typeof galapagos> => galapagos(args, { cwd: home });

beforeAll(async () => {
  for (const seed of ["1", "2"])
    expect(
      (await cli("run", SLOPE, "--islands", "1", "--seed", seed, "--evaluations", "8", "--quiet")).code,
    ).toBe(0);
});

it("compares runs by name, or all of a folder, as text, JSON and a page", async () => {
  const text = await cli("compare", "slope-1", "slope-2", "--target", "0.1");
  expect([text.code, text.stdout]).toEqual([0, expect.stringMatching(/^slope: .* target 0.1.*\n\n.*runs/)]);
  const json = await cli("compare", "results", "--json");
  expect(JSON.parse(json.stdout).problems[0].ways[0].runs).toHaveLength(2);
  const page = await cli("compare", "slope-1", "slope-2", "--html", "page.html");
  expect([page.code, page.stdout]).toEqual([0, "page.html\n"]);
  expect(readFileSync(join(home, "page.html"), "utf8")).toMatch(/^<!doctype html>/);
});

it("says what it looked for where there is no such run", async () => {
  const { code, stderr } = await cli("compare", "slope-1", "nothing");
  expect([code, stderr]).toEqual([2, expect.stringMatching(/"nothing".*\n.*galapagos list/)]);
});

it("exports the newest run to standard output or to a file, and a checkpoint to a folder of its own", async () => {
  const lines = await cli("export");
  expect(lines.stdout.trim().split("\n")).toHaveLength(8);
  expect((await cli("export", "--format", "csv", "--out", "run.csv")).stdout).toBe("run.csv\n");
  expect(readFileSync(join(home, "run.csv"), "utf8").split("\r\n")).toHaveLength(10);
  expect((await cli("export", "--format", "openevolve", "--out", "checkpoint")).code).toBe(0);
  expect(readdirSync(join(home, "checkpoint"))).toContain("metadata.json");
  const again = await cli("export", "--format", "openevolve", "--out", "checkpoint");
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("folder of its own")]);
  const nowhere = await cli("export", "--format", "openevolve");
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining("--out checkpoint")]);
});
