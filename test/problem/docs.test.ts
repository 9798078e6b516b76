import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import schema from "../../schemas/problem.schema.json" with { type: "json" };
import type { Json } from "../../src/core/index.ts";
import { loadProblem, type Scorer, type Simulation } from "../../src/problem/index.ts";
import { galapagos } from "../cli/support.ts";
import { problemFolder, refusal, temporaryFolder, writeFiles } from "./support.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = await readFile(join(root, "docs/problems.md"), "utf8");

/** The code blocks in a language, in order. */
function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, text = ""]) => text,
  );
}

const [
  problemJson = "",
  model = "",
  starts = "",
  imports = "",
  stages = "",
  repeats = "",
  timing = "",
  called = "",
  command = "",
  build = "",
  several = "",
  warm = "",
  contained = "",
  prompts = "",
  mutator = "",
] = blocks("json");
const [seed = "", kitProgram = "", _tuned, policySeed = ""] = blocks("js");
const [evaluator = "", _timedScorer = "", simulation = "", mutatorModule = "", _warriors, inCode = ""] =
  blocks("ts");

async function writeExample(): Promise<string> {
  const folder = join(await temporaryFolder(), "five-points");
  await writeFiles(folder, { "problem.json": problemJson, "seed.js": seed, "evaluator.mts": evaluator });
  return folder;
}

test("the page opens with something to type, and that works", async () => {
  expect(page).toMatch(/^# .*\n\n```sh\n/);
  const work = await temporaryFolder();
  const [typed = ""] = blocks("sh");
  const said: string[] = [];
  for (const line of typed.trim().split("\n")) {
    expect(line).toMatch(/^npx galapagos /);
    const { code, stdout, stderr } = await galapagos(line.split(" ").slice(2), { cwd: work });
    expect(code, stderr).toBe(0);
    said.push(stdout);
  }
  expect(said.join("\n")).toContain("problems/my-problem/problem.json");
  expect(said.at(-1)).toContain("EVOLVE-BLOCK-START");
});

describe("the example problem", () => {
  test("loads, scores as its text says, and refuses what its text forbids", async () => {
    const { definition, folder } = await loadProblem(await writeExample());
    const module = (await import(pathToFileURL(join(folder, "evaluator.mts")).href)) as { default: Scorer };
    const program = (await import(pathToFileURL(join(folder, "seed.js")).href)) as {
      place: (count: Json) => Json;
    };
    const { inputs } = definition;
    const judge = (output: Json) => module.default([output], { inputs, seed: 0 });
    expect(await judge(program.place(inputs[0] ?? null))).toMatchObject({
      score: expect.closeTo(Math.hypot(0.3, 0.3), 12),
    });
    const corners = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
      [0.5, 0.5],
    ];
    expect(await judge(corners)).toMatchObject({ score: definition.bestKnown[0]?.value });
    expect(await judge(corners.slice(1))).toHaveProperty("invalid");
    expect(await judge([...corners.slice(1), [0, 1.1]])).toHaveProperty("invalid");
  });

  test("can be defined in code", async () => {
    const folder = await writeExample();
    const text = inCode.replace(
      '"galapagos"',
      JSON.stringify(pathToFileURL(join(root, "src/index.ts")).href),
    );
    await writeFiles(folder, { "define.mts": text });
    const said = execFileSync(process.execPath, ["define.mts"], { cwd: folder, stdio: "pipe" }).toString();
    expect(said).toBe("five-points 10000\n");
  });
});

test("the policy's simulation plays the policy", async () => {
  const folder = await temporaryFolder();
  await writeFiles(folder, { "simulate.mts": simulation, "policy.mjs": policySeed });
  const { default: score, simulate } = (await import(pathToFileURL(join(folder, "simulate.mts")).href)) as {
    default: Scorer;
    simulate: Simulation;
  };
  const { create } = (await import(pathToFileURL(join(folder, "policy.mjs")).href)) as {
    create: (setup: Json) => { [method: string]: (...args: readonly Json[]) => Json };
  };
  const outcome = await simulate({
    ...{ input: { requests: [1, 2, 1, 3, 3, 1] }, seed: 0 },
    create(setup) {
      const policy = create(setup);
      const ask = async (method: string, ...args: readonly Json[]) => policy[method]?.(...args) ?? null;
      const attempt = async (method: string) => ({ status: "ok" as const, answer: await ask(method) });
      return { ask, attempt, tell: (method, ...args) => policy[method]?.(...args) };
    },
  });
  expect(await score([outcome], { inputs: [null], seed: 0 })).toEqual({ score: 2 });
});

test("the program that imports a kit does what it says", async () => {
  const folder = await temporaryFolder();
  const kit = pathToFileURL(join(root, "math.js")).href;
  await writeFiles(folder, { "kit.mjs": kitProgram.replace("galapagos:math", kit) });
  const { solve } = (await import(pathToFileURL(join(folder, "kit.mjs")).href)) as { solve: () => number[] };
  expect(solve()).toEqual([0, 1.5]);
});

test("the fragments load where they belong", async () => {
  const preset = await problemFolder(JSON.parse(model));
  expect((await loadProblem(preset, { preset: "model" })).definition.engine).toBe("v8");
  const going = await problemFolder({ ...JSON.parse(starts), inputs: [null] });
  expect((await loadProblem(going)).definition.start).toBe("parent");
  const importing = await problemFolder(JSON.parse(imports));
  expect((await loadProblem(importing)).definition.imports).toEqual(["galapagos:math"]);
  const staged = await problemFolder(JSON.parse(stages));
  expect((await loadProblem(staged)).definition.stages).toHaveLength(1);
  const repeated = await problemFolder(JSON.parse(repeats));
  expect((await loadProblem(repeated)).definition.repeats).toMatchObject({ count: 20, rule: "mean" });
  const timed = await problemFolder(JSON.parse(timing));
  expect((await loadProblem(timed)).definition.timing).toEqual({ maxPairs: 32, confidence: 0.95 });
  const alone = await problemFolder(JSON.parse(called), { "seed.py": "def solve(input): return 1" });
  expect((await loadProblem(alone)).definition.timing).toMatchObject({ function: "solve" });
  const python = await problemFolder(JSON.parse(command), { "seed.py": "print(1)" });
  expect((await loadProblem(python)).definition.engine).toBe("command");
  const built = await problemFolder(JSON.parse(build), { "seed.cpp": "int main() {}" });
  expect((await loadProblem(built)).definition.build).toMatchObject({ timeMs: 60_000, memoryMb: 1024 });
  const kernel = "// EVOLVE-BLOCK-START\n// EVOLVE-BLOCK-END\n";
  const joined = await problemFolder(JSON.parse(several), { "main.cpp": "", "kernel.hpp": kernel });
  expect((await loadProblem(joined)).seed).toBe(`\n// EVOLVE-FILE kernel.hpp\n${kernel}`);
  const ready = await problemFolder(
    { ...JSON.parse(command), ...JSON.parse(warm) },
    { "seed.py": "print(1)" },
  );
  expect((await loadProblem(ready)).definition.warm).toEqual({ imports: ["json", "numpy"] });
  const inside = await problemFolder(
    { ...JSON.parse(command), ...JSON.parse(contained) },
    { "seed.py": "print(1)" },
  );
  expect((await loadProblem(inside)).definition.engine).toBe("container");
  const asked = await problemFolder(JSON.parse(prompts), { "prompt.md": "Be brief." });
  expect((await loadProblem(asked)).definition.prompt).toEqual({ temperature: 0, maxTokens: 256 });
  const varied = await problemFolder(JSON.parse(mutator), { "mutator.mts": mutatorModule });
  expect((await loadProblem(varied)).definition.mutator).toBe("mutator.mts");
});

test("every property is explained, with its default", () => {
  const { properties } = schema;
  const names = [
    ...Object.keys(properties).filter((name) => !["objective", "limits"].includes(name)),
    ...Object.keys(properties.objective.properties).map((name) => `objective.${name}`),
    ...Object.keys(properties.limits.properties).map((name) => `limits.${name}`),
    ...Object.keys(properties.features.items.properties),
    ...Object.keys(properties.stages.items.properties),
    ...Object.keys(properties.repeats.properties),
    ...Object.keys(properties.timing.properties),
    ...Object.keys(properties.build.properties),
    ...Object.keys(properties.warm.properties).map((name) => `warm.${name}`),
  ];
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test("the message it shows is the one that comes", async () => {
  const folder = await problemFolder({ entrypoint: "go" });
  const [, message = "", hint = ""] = (await refusal(loadProblem(folder), folder)).split("\n");
  const shown = blocks("text").join("");
  expect(shown).toContain(message.replace(/^<tmp>\/problem\.json[:\d]*/, ""));
  expect(shown).toContain(hint.replace("→ ", ""));
});
