import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { addConfigOptions, configOf, type RunFlags } from "../../src/cli/commands/run-flags.ts";
import { Shell } from "../../src/cli/shell.ts";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/index.ts";
import { defineModel } from "../../src/llm/index.ts";
import { baseConfigOf, forkedConfig } from "../../src/run/index.ts";
import { sumProblem } from "../evaluate/support/sum-problem.ts";
import { surroundings } from "./support.ts";

const shell = new Shell({ ...surroundings(), env: {} });

function configFrom(...words: string[]): RunConfig {
  return configIn(shell, ...words);
}

function configIn(shell: Shell, ...words: string[]): RunConfig {
  const command = addConfigOptions(new Command("run"))
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  command.parse(words, { from: "user" });
  return configOf(shell, command.opts<RunFlags>());
}

describe("flags that switch a part of the search off", () => {
  it.each([
    [["--best-of-n"], { selection: { policy: "seed" }, memory: { enabled: false } }],
    [["--selection", "uniform"], { selection: { policy: "uniform" } }],
    [["--islands", "1"], { islands: 1 }],
    [["--no-planner"], { directed: { planner: false, summarizer: true } }],
    [["--no-summarizer"], { directed: { planner: true, summarizer: false } }],
    [["--no-memory"], { memory: { enabled: false } }],
    [["--stop-on-convergence"], { convergence: { stopAt: 0.99, after: 400 } }],
    [["--stop-on-convergence", "0.8"], { convergence: { stopAt: 0.8 } }],
  ])("%j", (words, expected) => {
    expect(configFrom(...words)).toMatchObject(expected);
  });

  it("programs that are measured have one island, and two in flight", () => {
    const timing = { maxPairs: 32, confidence: 0.95 };
    const { definition } = sumProblem({ timing });
    expect(baseConfigOf({ ...sumProblem(), definition })).toMatchObject({ islands: 1, inFlight: 2 });
  });

  it("a fork takes over no budget, that of models included", () => {
    const flags = addConfigOptions(new Command("fork")).parse([], { from: "user" }).opts<RunFlags>();
    const budget = { usd: 5, tokens: null, requests: 20 };
    const from = { ...DEFAULT_CONFIG, islands: 3, evaluations: 9, timeMs: 9, budget };
    expect(configOf(shell, flags, from)).toEqual({ ...DEFAULT_CONFIG, islands: 3 });
  });

  it("a model brings one island, few steps in flight and near borders, unless somebody says otherwise", () => {
    expect(configFrom("--model", "stand-in")).toMatchObject({
      islands: 1,
      inFlight: 4,
      migration: { interval: 10 },
    });
    const said = configFrom("--model", "stand-in", "--set", "inFlight=8", "--set", "migration.interval=50");
    expect(said).toMatchObject({ inFlight: 8, migration: { interval: 50 } });
  });

  it("nothing is off by itself, and nothing else changes", () => {
    const usual = { ...DEFAULT_CONFIG, islands: 1 };
    expect(configFrom()).toEqual(usual);
    const { memory, selection, ...rest } = configFrom("--best-of-n");
    expect(rest).toEqual(
      Object.fromEntries(Object.entries(usual).filter(([name]) => name !== "memory" && name !== "selection")),
    );
    expect(memory).toEqual({ ...DEFAULT_CONFIG.memory, enabled: false });
    expect(selection).toEqual({ ...DEFAULT_CONFIG.selection, policy: "seed" });
  });

  it.each([
    [["--selection", "best"]],
    [["--stop-on-convergence", "2"]],
    [["--best-of-n", "--selection", "rank"]],
  ])("refuses %j", (words) => {
    expect(() => configFrom(...words)).toThrow();
  });
});

describe("OPENAI_BASE_URL", () => {
  const HERE = "http://localhost:9/v1";
  const shellWith = (OPENAI_BASE_URL: string) => {
    const io = surroundings();
    return { io, shell: new Shell({ ...io, env: { OPENAI_BASE_URL } }) };
  };

  it("is where models are asked that name no address, which is said, and is part of the run's settings", () => {
    const { io, shell } = shellWith(`${HERE}/`);
    const embedding = ["--set", 'directed.embedding={"model":"e"}'];
    const config = configIn(shell, "--model", "a", "--model", "b@http://localhost:8/v1", ...embedding);
    expect(config.models.map(({ baseUrl }) => baseUrl)).toEqual([`${HERE}/`, "http://localhost:8/v1"]);
    expect(config.directed.embedding?.baseUrl).toBe(`${HERE}/`);
    expect(io.written().stderr).toBe(`asked at ${HERE}/ (OPENAI_BASE_URL): a, e\n`);
  });

  it("moves neither the stand-in nor a run that is forked, and gets OpenAI's key only where OpenAI is", () => {
    const { io, shell } = shellWith(HERE);
    expect(configIn(shell, "--model", "stand-in").models[0]?.baseUrl).toBeUndefined();
    const older = forkedConfig({ ...DEFAULT_CONFIG, models: [{ model: "a" }] as RunConfig["models"] });
    const flags = addConfigOptions(new Command("fork")).parse([], { from: "user" }).opts<RunFlags>();
    expect(configOf(shell, flags, older).models[0]?.baseUrl).toBe("https://api.openai.com/v1");
    expect(io.written().stderr).toBe("");
    const settings = configIn(shell, "--model", "a").models.map(defineModel);
    expect(settings[0]?.keyVariable).toBeNull();
  });

  it.each([
    ["localhost:11434/v1", /^The environment's OPENAI_BASE_URL: expected an http or https base URL, got "/],
    ["https://me:sk-1@host/v1", /^The environment's OPENAI_BASE_URL: the base URL carries a user name/],
  ])("that is no address is refused by its name: %s", (address, message) => {
    expect(() => configIn(shellWith(address).shell, "--model", "a")).toThrow(message);
    expect(configIn(shellWith(address).shell).models).toEqual([]);
  });
});
