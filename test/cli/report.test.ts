import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { galapagos, SLOPE } from "./support.ts";

const home = temporaryFolder("cli-report");
const cli = (...args: string[]): ReturnType<typeof galapagos> => galapagos(args, { cwd: home });

beforeAll(async () => {
  expect((await cli("run", SLOPE, "--islands", "1", "--evaluations", "20", "--quiet")).code).toBe(0);
});

it("is written to the run's folder, and its place is printed alone on standard output", async () => {
  const { code, stdout, stderr } = await cli("report");
  expect([code, stdout]).toEqual([0, "results/slope-1/report.html\n"]);
  expect(stderr).toMatch(/^[\d.]+ kB; it opens in any browser, without a network\n$/);
  expect(readFileSync(join(home, stdout.trim()), "utf8")).toMatch(/^<!doctype html>/);
});

it("is written where one says, over what is there", async () => {
  for (const _ of [1, 2])
    expect((await cli("report", "slope-1", "--out", "page.html")).stdout).toBe("page.html\n");
  expect(existsSync(join(home, "page.html"))).toBe(true);
});

it("of a run that is not there says what there is", async () => {
  const { code, stderr } = await cli("report", "nothing");
  expect(code).toBe(2);
  expect(stderr).toMatch(/nothing/);
});
