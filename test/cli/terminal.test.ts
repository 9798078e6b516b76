import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { openDisplay } from "../../src/cli/display.ts";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { Progress, renderTable } from "../../src/report/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { galapagos, SLOPE, surroundings } from "./support.ts";

const cwd = temporaryFolder("terminal");

beforeAll(async () => {
  const run = ["run", SLOPE, "--islands", "1", "--evaluations", "3", "--target", "-1", "--quiet"];
  const { code, stdout } = await galapagos(run, { cwd });
  expect([code, stdout]).toEqual([5, expect.stringContaining("\nthe target -1 was not reached\n")]);
});

/** What a command prints to a terminal. */
async function onTerminal(words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const io = surroundings({ cwd });
  await main(words, { ...io, stdout: { ...io.stdout, isTTY: true }, env });
  return io.written().stdout;
}

describe("colours", () => {
  it("are on a terminal, and mean something", async () => {
    const shown = await onTerminal(["inspect"], { TERM: "xterm" });
    expect(shown).toContain("\u001b[33mthe target -1 was not reached\u001b[39m");
    expect(shown).toContain("\u001b[2mprogram: galapagos best results/slope-1\u001b[22m");
    expect(stripVTControlCharacters(shown)).toBe((await galapagos(["inspect"], { cwd })).stdout);
  });

  it.each([
    [{ TERM: "xterm", NO_COLOR: "1" }, false],
    [{ TERM: "xterm", NO_COLOR: "" }, true],
    [{ TERM: "dumb" }, false],
    [{ TERM: "xterm", FORCE_COLOR: "0" }, false],
    [{ TERM: "dumb", NO_COLOR: "1", FORCE_COLOR: "1" }, true],
  ])("by %j: %s", async (env, coloured) => {
    expect((await onTerminal(["inspect"], env)).includes("\u001b[")).toBe(coloured);
  });
});

it("columns of a table align whatever the width of their characters", () => {
  const [head, wide] = renderTable([
    ["name", "score"],
    ["島々", "1"],
  ]).split("\n");
  // each of the two characters is two columns wide
  expect([head, wide]).toEqual(["name  score", "島々  1"]);
});

describe("an error with --json", () => {
  it.each([
    [["inspect", "nowhere", "--json"], { code: "run/missing", exitCode: 2, hint: expect.any(String) }],
    [
      ["inspect", "--json", "--wrong"],
      { code: "commander.unknownOption", exitCode: 2, hint: expect.any(String) },
    ],
  ])("%j is JSON on standard output, and text beside it", async (words, error) => {
    const { code, stdout, stderr } = await galapagos(words, { cwd });
    expect(code).toBe(error.exitCode);
    expect(JSON.parse(stdout).error).toMatchObject(error);
    expect(stderr).toMatch(/^error: /);
  });

  it("help is no error", async () => {
    const { code, stdout } = await galapagos(["inspect", "--json", "--help"], { cwd });
    expect([code, stdout.includes('"error"')]).toEqual([0, false]);
  });
});

it("inspect --failures groups by message with an example, and the list names the runs of studies", async () => {
  const failures = await galapagos(["inspect", "--failures", "--json"], { cwd });
  expect(Array.isArray(JSON.parse(failures.stdout))).toBe(true);
  const arm = join(cwd, "results", "a-study", "slope", "islands");
  mkdirSync(arm, { recursive: true });
  renameSync(join(cwd, "results", "slope-1"), join(arm, "1"));
  const { stdout } = await galapagos(["list", "--json"], { cwd });
  expect(JSON.parse(stdout).runs).toEqual([]);
  mkdirSync(join(cwd, "results", "a-study", "study.json"));
  const { runs } = JSON.parse((await galapagos(["list", "--json"], { cwd })).stdout);
  expect(runs).toMatchObject([{ run: "a-study/slope/islands/1", problem: "slope" }]);
  expect((await galapagos(["inspect", runs[0].run, "--json"], { cwd })).code).toBe(0);
  renameSync(join(arm, "1"), join(cwd, "results", "slope-1"));
});

describe("progress", () => {
  /** A display on a terminal, and what it has written. */
  async function display(facts: Partial<Io["stderr"]>, env: Io["env"] = { TERM: "xterm" }) {
    const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 30, ...facts });
    let text = "";
    stderr.on("data", (part: Buffer) => (text += part.toString()));
    const { definition } = await loadProblem(SLOPE);
    const config = resolveConfig([{ origin: "test", settings: { timeMs: 60_000, islands: 2 } }]);
    const progress = new Progress(definition, config, () => 0);
    vi.useFakeTimers();
    try {
      const shown = openDisplay(progress, { stderr, env });
      return { stderr, tick: (ms: number) => vi.advanceTimersByTime(ms), shown, text: () => text };
    } catch (error) {
      vi.useRealTimers();
      throw error;
    }
  }

  it.each([
    [{ columns: 0, rows: 0 }, { TERM: "xterm" }],
    [{}, { TERM: "dumb" }],
    [{ isTTY: false }, { TERM: "xterm" }],
  ])("is plain lines for %j and %j", async (facts, env) => {
    const { tick, shown, text } = await display(facts, env);
    tick(5000);
    shown.close();
    vi.useRealTimers();
    expect(text()).toBe("starting: the evaluator is loaded and the seed is scored (0 ms so far)\n");
  });

  it("leaves nothing behind when the terminal becomes narrower", async () => {
    const { stderr, tick, shown, text } = await display({});
    tick(200);
    const before = text().length;
    Object.assign(stderr, { columns: 30 });
    tick(200);
    shown.close();
    vi.useRealTimers();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal is told
    expect(text().slice(before)).toMatch(/\u001b\[[1-9]\d*A\u001b\[J/);
  });
});
