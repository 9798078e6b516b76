import { execFileSync } from "node:child_process";
import { mkdir, rename, rm, symlink, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadProblem, findRecordedProblem, shippedProblems } from "../../src/problem/index.ts";
import { MINIMAL, problemFolder, refusal, temporaryFolder, writeFiles } from "./support.ts";

/** What is said about a problem with these properties and files. */
async function complaint(
  properties: object,
  files: Parameters<typeof problemFolder>[1] = {},
): Promise<string> {
  const folder = await problemFolder(properties, files);
  return refusal(loadProblem(folder), folder);
}

describe("a problem that loads", () => {
  test("is found again with the preset it was loaded with", async () => {
    const folder = await problemFolder({ inputs: [1], presets: { two: { inputs: [2] } } });
    const chosen = await loadProblem(folder, { preset: "two" });
    expect(chosen.preset).toBe("two");
    expect(await findRecordedProblem(chosen)).toEqual(chosen);
    const plain = await loadProblem(folder);
    expect(await findRecordedProblem(plain)).toEqual(plain);
    expect(plain.version).not.toBe(chosen.version);
  });

  test("plays rounds in another way than the file says, where it is a problem of rounds", async () => {
    const folder = await problemFolder({ adversarial: { rounds: 4 }, presets: { more: { title: "More" } } });
    const mode = { lastChampions: 1 };
    for (const preset of [undefined, "more"] as const) {
      const chosen = await loadProblem(folder, { adversarial: mode, ...(preset && { preset }) });
      expect(chosen.definition.adversarial).toMatchObject({ rounds: 4, lastChampions: 1 });
    }
    const wrong = loadProblem(folder, { adversarial: { lastChampions: -1 } });
    await expect(wrong).rejects.toThrow("--set adversarial.lastChampions: expected");
    const plain = loadProblem(await problemFolder({}), { adversarial: mode });
    await expect(plain).rejects.toThrow("expected a problem that is played in rounds");
  });

  test("takes several presets, of which the later replace the earlier", async () => {
    const presets = { two: { inputs: [2], title: "Two" }, three: { inputs: [3] } };
    const folder = await problemFolder({ presets });
    const chosen = await loadProblem(folder, { preset: "two+three" });
    expect(chosen.definition).toMatchObject({ inputs: [3], title: "Two" });
    expect(await findRecordedProblem(chosen)).toEqual(chosen);
    await expect(loadProblem(folder, { preset: "two+tree" })).rejects.toMatchObject({
      message: expect.stringContaining('there is no preset "tree"'),
      hint: 'did you mean "three"?',
    });
  });

  test("may change its whole seed, whatever that marks", async () => {
    const marked = "// EVOLVE-BLOCK-START\nexport const solve = () => 1;\n// EVOLVE-BLOCK-END\n";
    const folder = await problemFolder({ evolve: "all" }, { "seed.js": marked });
    expect((await loadProblem(folder)).seed).toBe("export const solve = () => 1;\n");
  });

  test("completes every default", async () => {
    const folder = await problemFolder();
    const { definition, ...problem } = await loadProblem(folder);
    expect(problem.folder).toBe(folder);
    expect(problem.seed).toContain("return 1;");
    expect(problem.version).toMatch(/^[0-9a-f]{16}$/);
    expect(definition).toMatchInlineSnapshot(`
      {
        "adversarial": null,
        "bestKnown": [],
        "build": null,
        "command": null,
        "constraints": [],
        "container": null,
        "description": "Return a number.",
        "engine": "quickjs",
        "entryPoint": "solve",
        "evaluator": "evaluator.mjs",
        "features": [
          {
            "bins": 10,
            "name": "length",
            "range": "auto",
            "scale": "linear",
          },
        ],
        "holdout": [],
        "inputs": [
          null,
        ],
        "language": "javascript",
        "limits": {
          "deadlineMs": 10000,
          "memoryMb": 64,
          "outputKb": 256,
          "scorerMs": 60000,
          "timeMs": 1000,
        },
        "mutator": null,
        "name": "tiny",
        "objective": {
          "direction": "maximise",
          "name": "score",
        },
        "output": null,
        "repeats": null,
        "repository": null,
        "seed": "seed.js",
        "stages": [],
        "timing": null,
        "title": "tiny",
        "verifier": null,
        "view": null,
        "warm": null,
      }
    `);
  });

  test("is plain data that can be posted to a thread", async () => {
    const problem = await loadProblem(await problemFolder());
    expect(structuredClone(problem)).toEqual(problem);
    expect(JSON.parse(JSON.stringify(problem))).toEqual(problem);
  });

  test("is found by folder, by file and by name, own problems before shipped ones", async () => {
    const folder = await problemFolder();
    const parent = dirname(folder);
    const work = await temporaryFolder();
    await mkdir(join(work, "problems"));
    await rename(folder, join(work, "problems", "tiny"));
    await writeFiles(join(work, "problems", "circle-packing"), {
      "problem.json": { ...MINIMAL, title: "mine" },
      "seed.js": "export const solve = () => 1;",
      "evaluator.mjs": "export default () => ({ score: 1 });",
    });
    const titleOf = async (name: string) => (await loadProblem(name, { searchFrom: work })).definition.title;
    expect(await titleOf("tiny")).toBe("tiny");
    expect(await titleOf("./problems/tiny")).toBe("tiny");
    expect(await titleOf("problems/tiny/problem.json")).toBe("tiny");
    expect(await titleOf(join(work, "problems", "tiny"))).toBe("tiny");
    expect(await titleOf("circle-packing")).toBe("mine");
    expect((await loadProblem("circle-packing", { searchFrom: parent })).folder).toBe(
      join(shippedProblems, "circle-packing"),
    );
  });

  test("takes inputs and hold-out from files, and the description as lines", async () => {
    const folder = await problemFolder(
      { description: ["one", "two"], inputs: "data/inputs.json", holdout: "holdout.json" },
      { "data/inputs.json": "\uFEFF[1,\r\n 2]", "holdout.json": [{ n: 3 }] },
    );
    const { definition } = await loadProblem(folder);
    expect(definition.inputs).toEqual([1, 2]);
    expect(definition.holdout).toEqual([{ n: 3 }]);
    expect(definition.description).toBe("one\ntwo");
  });

  test("keeps the seed to the byte and takes a byte order mark and CRLF in problem.json", async () => {
    const seed = "\uFEFFexport const solve = () => 1;\r\n";
    const text = `\uFEFF${JSON.stringify(MINIMAL, null, 2).replaceAll("\n", "\r\n")}`;
    const problem = await loadProblem(await problemFolder({}, { "problem.json": text, "seed.js": seed }));
    expect(problem.seed).toBe(seed);
  });

  test.each([
    ["seed.mjs", "javascript", "quickjs"],
    ["seed.ts", "typescript", "quickjs"],
    ["seed.mts", "typescript", "quickjs"],
    ["seed.py", "python", "command"],
    ["seed", "any", "command"],
  ])("reads the language of %s from its extension: %s", async (seed, language, engine) => {
    const command = engine === "command" ? { command: ["run", "{program}"] } : {};
    const { definition } = await loadProblem(await problemFolder({ seed, ...command }, { [seed]: "x" }));
    expect([definition.language, definition.engine]).toEqual([language, engine]);
  });

  test("belongs to its mutator, as a run of it does", async () => {
    const files = (text: string) => ({ "mutator.mjs": text, "rules.mjs": "export const length = 1;" });
    const versionOf = async (properties: object, text = "") =>
      (await loadProblem(await problemFolder(properties, files(text)))).version;
    const plain = await versionOf({});
    const one = await versionOf({ mutator: "mutator.mjs" }, 'import "./rules.mjs";');
    expect(await versionOf({ mutator: "mutator.mjs" }, 'import "./rules.mjs";\n')).not.toBe(one);
    expect(one).not.toBe(plain);
    expect(await complaint({ mutator: "mutator.mjs" })).toMatch(/the mutator: expected a file/);
  });

  test.each([
    ["seed.py", "python"],
    ["seed.js", "javascript"],
    ["seed.xyz", "any"],
  ])("takes the language `command` of older files as %s run by command", async (seed, language) => {
    const command = ["run", "{program}"];
    const [older, newer] = await Promise.all(
      [{ language: "command" }, {}].map(async (more) =>
        loadProblem(await problemFolder({ seed, command, ...more }, { [seed]: "x" })),
      ),
    );
    expect([older?.definition.language, older?.definition.engine]).toEqual([language, "command"]);
    expect(newer?.definition).toEqual(older?.definition);
    // recorded before languages had names of their own: runs of that time can be resumed
    expect([newer?.version, older?.version]).toEqual(["4604f0281f027624", "4604f0281f027624"]);
  });

  test("names the compiled evaluator where Node strips no types", async () => {
    const work = await temporaryFolder();
    const folder = join(work, "node_modules", "galapagos", "dist", "problems", "tiny");
    await writeFiles(folder, {
      "problem.json": { ...MINIMAL, evaluator: "evaluator.ts" },
      "seed.js": "export const solve = () => 1;",
      "evaluator.ts": "export default () => ({ score: 1 });",
      "evaluator.js": "export default () => ({ score: 1 });",
    });
    const packaged = await loadProblem(folder);
    expect(packaged.definition.evaluator).toBe("evaluator.js");
    const checkout = join(work, "tiny");
    await rename(folder, checkout);
    const { definition, version } = await loadProblem(checkout);
    expect([definition.evaluator, version]).toEqual(["evaluator.ts", packaged.version]);
    await rm(join(checkout, "evaluator.ts"));
    expect((await loadProblem(checkout)).definition.evaluator).toBe("evaluator.js");
  });
});

describe("a problem that is not there", () => {
  test("a misspelt name is answered with the likely one", async () => {
    const work = await temporaryFolder();
    const said = async (name: string) =>
      (await refusal(loadProblem(name, { searchFrom: work }), work)).replace(/there are: .*/, "there are: …");
    expect(await said("circle-pakcing")).toMatchInlineSnapshot(`
      "problem/not-found (2)
      expected the name of a problem, got "circle-pakcing"; there are: …
      → did you mean "circle-packing"?"
    `);
    expect(await said("sorting")).toMatchInlineSnapshot(`
      "problem/not-found (2)
      expected the name of a problem, got "sorting"; there are: …
      → galapagos init sorting starts a problem of that name"
    `);
    expect(await refusal(loadProblem("sorting", { searchFrom: work }), work)).toMatch(
      /there are: .*circle-packing, /,
    );
  });

  test("a path says what lies there", async () => {
    const work = await temporaryFolder();
    await writeFiles(work, { "notes.json": {} });
    await mkdir(join(work, "problems", "empty"), { recursive: true });
    const said = (name: string) => refusal(loadProblem(name, { searchFrom: work }), work);
    expect(await said("./nowhere")).toMatchInlineSnapshot(`
      "problem/not-found (2)
      expected a problem's folder or its problem.json at <tmp>/nowhere, got nothing
      → galapagos list shows the problems that can be run by name"
    `);
    expect(await said("notes.json")).toMatchInlineSnapshot(`
      "problem/not-found (2)
      expected a problem's folder or its problem.json at <tmp>/notes.json, got another file
      → galapagos list shows the problems that can be run by name"
    `);
    expect(await said("empty")).toMatchInlineSnapshot(`
      "problem/not-found (2)
      expected problem.json in <tmp>/problems/empty, got a folder without it
      → galapagos init my-problem makes a folder with everything in it"
    `);
    expect(await said(" ")).toMatchInlineSnapshot(`
      "problem/not-found (2)
      expected the name or the folder of a problem, got " "
      → galapagos list shows the names"
    `);
    expect(await said("a\0b")).toContain("problem/not-found (2)");
  });
});

test("comments and trailing commas are fine, in the problem and in its data", async () => {
  const text = `{ // a problem\n${JSON.stringify(MINIMAL).slice(1, -1)},\n  "inputs": "data.json", /* two */\n}`;
  const folder = await problemFolder({}, { "problem.json": text, "data.json": "[1, // one\n 2,\n]" });
  expect((await loadProblem(folder)).definition.inputs).toEqual([1, 2]);
});

test("all mistakes of a file are told, in its order", async () => {
  const text = `{
  "description": "Return a number.",
  "seed": "seed.js",
  "evaluater": "evaluator.mjs",
  "objective": { "direction": "maximise" },
  "features": [{ "name": "a", "range": "auto", "bins": 0 }],
  "limits": { "timeMs": "fast" }
}`;
  expect(await complaint({}, { "problem.json": text })).toMatchInlineSnapshot(`
    "problem/invalid (2)
    <tmp>/problem.json:4:3: expected only known properties at the top level, got the unknown property "evaluater"
    <tmp>/problem.json:6:56: expected at least 1 at /features/0/bins, got 0 (Number of bins (linear, log))
    <tmp>/problem.json:7:25: expected a number at /limits/timeMs, got "fast" (Run time per input, milliseconds. QuickJS counts it in deterministic fuel)
    → did you mean "evaluator"?"
  `);
  const whole = {
    stages: [{ name: "s", inputs: [3], threshold: 1 }],
    features: [{ name: "a" }, { name: "b" }],
  };
  expect(await complaint(whole)).toMatchInlineSnapshot(`
    "problem/invalid (2)
    <tmp>/problem.json:1:148: expected indices below 1 (there are that many inputs) at /stages/0/inputs, got 3
    <tmp>/problem.json:1:180: expected a range [low, high] or "auto" at /features/0/range, got nothing ("auto" follows the elites)
    <tmp>/problem.json:1:193: expected a range [low, high] or "auto" at /features/1/range, got nothing ("auto" follows the elites)
    → indices count from 0"
  `);
});

test("words that JSON Schema does not know are refused in the schema of outputs, with the likely one", async () => {
  const output = {
    type: "array",
    item: { type: "number" },
    $comment: "a list",
    "x-note": "mine",
    properties: { minimun: { minimun: 1, anyOf: [{ requird: ["a"] }] } },
  };
  expect(await complaint({ output })).toMatchInlineSnapshot(`
    "problem/invalid (2)
    <tmp>/problem.json:1:142: expected only words of JSON Schema (draft 7) at /output, got the unknown word "item"
    <tmp>/problem.json:1:228: expected only words of JSON Schema (draft 7) at /output/properties/minimun, got the unknown word "minimun" (did you mean "minimum"?)
    <tmp>/problem.json:1:250: expected only words of JSON Schema (draft 7) at /output/properties/minimun/anyOf/0, got the unknown word "requird" (did you mean "required"?)
    → did you mean "items"?"
  `);
});

describe("malformed JSON", () => {
  test.each([
    ["NaN", '{\n  "bestKnown": [\n    { "value": NaN }\n  ]\n}'],
    ["single quotes", "{ 'seed': 1 }"],
    ["an end too early", '{\n  "seed": "a"\n'],
    ["an empty file", ""],
    ["an overflow", '{ "limits": { "timeMs": 1e999 } }'],
    ["deep nesting", `{ "inputs": ${"[".repeat(5000)}${"]".repeat(5000)} }`],
    ["another kind of value", "[]"],
  ])("%s: says where", async (_, text) => {
    expect(await complaint({}, { "problem.json": text })).toMatchSnapshot();
  });
});

describe("properties", () => {
  test("unknown ones are answered with the likely one", async () => {
    expect(await complaint({ entrypoint: "go" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:117: expected only known properties at the top level, got the unknown property "entrypoint"
      → did you mean "entryPoint"?"
    `);
    expect(await complaint({ limits: { timeout: 5 } })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:127: expected only known properties at /limits, got the unknown property "timeout"
      → known properties: timeMs, deadlineMs, scorerMs, memoryMb, outputKb"
    `);
    expect(await complaint({ objective: { direction: "maximize" } })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:105: expected "maximise" or "minimise" at /objective/direction, got "maximize"
      → did you mean "maximise"?"
    `);
  });

  test("missing ones are explained", async () => {
    expect(await complaint({ seed: undefined })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:1: expected the property "seed" at the top level, got an object without it
      → add "seed": The program that evolution starts from, a file in this folder."
    `);
    expect(await complaint({ evaluator: undefined, objective: undefined })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:1: expected the property "evaluator" at the top level, got an object without it
      <tmp>/problem.json:1:1: expected the property "objective" at the top level, got an object without it (add "objective": What the score measures and which way is better)
      → add "evaluator": The scorer, a file in this folder that judges the outputs: a module whose default export does, a Python file with a function score(outputs, inputs, seed), or a command line that starts a process which answers JSON lines."
    `);
  });

  test("wrong types and ranges say what was expected and what came", async () => {
    expect(await complaint({ limits: { timeMs: "fast" } })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:136: expected a number at /limits/timeMs, got "fast"
      → Run time per input, milliseconds. QuickJS counts it in deterministic fuel."
    `);
    expect(await complaint({ limits: { memoryMb: -1 } })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:138: expected at least 16 at /limits/memoryMb, got -1
      → Memory of the program's engine, MiB."
    `);
    expect(await complaint({ bestKnown: [{ value: "NaN", source: "me" }] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:139: expected a number at /bestKnown/0/value, got "NaN"
      → Raw value of the objective."
    `);
    expect(await complaint({ inputs: 7 })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:126: expected a list or a text at /inputs, got 7
      → What the entry point is called with: one call per element, each in a fresh realm. A list, or the name of a JSON file in this folder that holds one. Default: one call with null."
    `);
    expect(await complaint({ inputs: [] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:126: expected at least 1 element or a text at /inputs, got []
      → What the entry point is called with: one call per element, each in a fresh realm. A list, or the name of a JSON file in this folder that holds one. Default: one call with null."
    `);
    expect(await complaint({ features: [{ name: "a b", range: "auto" }] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:137: expected a text that matches ^[A-Za-z][A-Za-z0-9_]{0,63}$ at /features/0/name, got "a b"
      → A feature that the scorer returns, or a built-in one: \`length\` (characters), \`nodes\` (syntax-tree nodes, of JavaScript and TypeScript)."
    `);
    expect(await complaint({ features: [{ name: "a", range: [0, "x"] }] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:152: expected a number at /features/0/range/1, got "x"
      → [low, high], or "auto": rebuilt from the elites at every border. Values outside fall into the outer bins. Required unless the scale is \`edges\`."
    `);
    expect(await complaint({ features: [{ name: "a", range: "automatic" }] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:149: expected a list or "auto" at /features/0/range, got "automatic"
      → [low, high], or "auto": rebuilt from the elites at every border. Values outside fall into the outer bins. Required unless the scale is \`edges\`."
    `);
    expect(await complaint({ name: "Größe" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:124: expected a text that matches ^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$ at /name, got "Größe"
      → Short name: lower-case letters, digits and hyphens. Default: the folder's name."
    `);
    expect(await complaint({ description: "" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:16: expected a text that is not empty or a list at /description, got ""
      → What a model (and a person) is told: the task, the rules, what the entry point gets and returns. A text, or a list of lines."
    `);
  });

  test("prompts are texts, each answered once, by a model alone", async () => {
    const prompt = { contract: "prompt", seed: "prompt.md" };
    const told = async (properties: object): Promise<string> =>
      (await complaint({ ...prompt, ...properties }, { "prompt.md": "Be brief." })).split("json:")[1] ?? "";
    expect(await told({ seed: "seed.js" })).toContain(
      'expected programs that are texts at /contract, got "javascript"\n→ a seed that ends in .txt or .md',
    );
    expect(await told({ engine: "own" })).toContain('"model", since programs are prompts at /engine');
    expect(await told({ contract: "program", engine: "model" })).toContain('add "contract": "prompt"');
    expect(await told({ contract: "program", prompt: {} })).toContain('add "contract": "prompt"');
    expect(await told({ repeats: { count: 3 } })).toContain("nothing of the kind beside prompts at /repeats");
    expect(await told({ prompt: { temperature: -1 } })).toContain("/prompt/temperature");
  });

  test("properties that depend on each other", async () => {
    expect(await complaint({ seed: "seed.py" }, { "seed.py": "x" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:1: expected a command line, since "seed.py" runs by command at /command, got nothing
      → for example "command": ["python3", "{program}"]"
    `);
    expect(await complaint({ engine: "quickjs", command: ["node", "{program}"] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:126: expected "command" or "container" for a problem with a command at /engine, got "quickjs"
      → leave engine out to get the right one"
    `);
    expect(await complaint({ language: "command", command: ["node"] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:148: expected a word with {program} at /command, got ["node"]
      → put {program} where the file's path belongs"
    `);
    expect(await complaint({ engine: "command" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:1: expected a command line, since "seed.js" runs by command at /command, got nothing
      → for example "command": ["node", "{program}"]"
    `);
    expect(await complaint({ limits: { timeMs: 100, deadlineMs: 10 } })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:153: expected at least timeMs (100) at /limits/deadlineMs, got 10
      → leave it out for 10 × timeMs"
    `);
    expect(await complaint({ output: { type: "nmber" } })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:126: expected a JSON Schema (draft 7) at /output, got schema is invalid: data/type must be equal to one of the allowed values, data/type must be array, data/type must match a schema in anyOf
      → correct it, or leave output out to accept any JSON"
    `);
    const stage = { name: "quick", inputs: [0], threshold: 1 };
    expect(await complaint({ stages: [{ ...stage, inputs: [1] }] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:152: expected indices below 1 (there are that many inputs) at /stages/0/inputs, got 1
      → indices count from 0"
    `);
    expect(await complaint({ stages: [stage, stage] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:179: expected a name of its own at /stages/1/name, got "quick"
      → rename one of the two stages"
    `);
  });

  test("features", async () => {
    const about = (...features: object[]) => complaint({ features });
    expect(await about({ name: "a" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:129: expected a range [low, high] or "auto" at /features/0/range, got nothing
      → "auto" follows the elites"
    `);
    expect(await about({ name: "a", range: [1, 1] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:149: expected [low, high] with low < high at /features/0/range, got [1,1]
      → swap or spread the two ends"
    `);
    expect(await about({ name: "a", range: [0, 1], scale: "log" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:150: expected more than 0, since the scale is log at /features/0/range/0, got 0
      → raise it, or use a linear scale"
    `);
    expect(await about({ name: "a", edges: [0, 2, 2] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:154: expected more than 2 (edges ascend) at /features/0/edges/2, got 2
      → sort the edges"
    `);
    expect(await about({ name: "a", scale: "edges" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:129: expected the bin edges, since the scale is edges at /features/0/edges, got nothing
      → for example "edges": [0, 1, 5, 20]"
    `);
    expect(await about({ name: "a", edges: [0, 1], bins: 3 })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:162: expected no bins beside edges at /features/0/bins, got 3
      → remove bins: the edges say it all"
    `);
    expect(await about({ name: "a", edges: [0, 1], range: [0, 1], scale: "linear" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:149: expected no edges with scale linear at /features/0/edges, got [0,1]
      → remove them, or say "scale": "edges""
    `);
    expect(await about({ name: "a", range: "auto" }, { name: "a", range: "auto" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:165: expected a name of its own at /features/1/name, got "a" again
      → remove or rename one of the two"
    `);
    expect(await about({ name: "constructor", range: "auto" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:137: expected a name that objects do not have already at /features/0/name, got "constructor"
      → rename it"
    `);
    const wide = (name: string) => ({ name, range: [0, 1], bins: 1000 });
    expect(await about(wide("a"), wide("b"))).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:128: expected at most 100000 cells (the product of all bins) at /features, got 1000000
      → use fewer bins or fewer features: about 100 cells is a good start"
    `);
    const python = { seed: "seed.py", command: ["python3", "{program}"] };
    expect(
      await complaint({ ...python, features: [{ name: "nodes", range: "auto" }] }, { "seed.py": "x" }),
    ).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:171: expected a feature of python programs at /features/0/name, got "nodes", which exists for javascript, typescript
      → use "length", or a feature that the scorer returns"
    `);
  });
});

describe("files", () => {
  test("that are missing, empty, too large or not text", async () => {
    expect(await complaint({ seed: "sede.js" })).toMatchInlineSnapshot(`
      "problem/file (2)
      the seed program: expected a file at <tmp>/sede.js, got nothing
      → create the file, or correct its name in problem.json"
    `);
    expect(await complaint({ evaluator: "gone.mjs" })).toMatchInlineSnapshot(`
      "problem/file (2)
      the evaluator: expected a file at <tmp>/gone.mjs, got nothing
      → create the file, or correct its name in problem.json"
    `);
    expect(await complaint({}, { "seed.js": " \n" })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:42: expected a program to start from at /seed, got the empty file "seed.js"
      → write a first version"
    `);
    expect(await complaint({}, { "seed.js": new Uint8Array([0xff, 0xfe, 0x41]) })).toMatchInlineSnapshot(`
      "problem/file (2)
      the seed program: expected UTF-8 text at <tmp>/seed.js, got bytes that are not UTF-8
      → save the file as UTF-8"
    `);
    expect(await complaint({ seed: "." })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:1: expected a command line, since "." runs by command at /command, got nothing
      → for example "command": ["python3", "{program}"]"
    `);
    expect(await complaint({ inputs: "inputs.json" }, { "inputs.json": { a: 1 } })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/inputs.json: expected a list of inputs, got {"a":1}
      → the file holds one JSON list: [ …, … ]"
    `);
    expect(await complaint({ inputs: "inputs.json" }, { "inputs.json": [] })).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:126: expected at least 1 element at /inputs, got []
      → leave inputs out to call the entry point once, with null"
    `);
    const folder = await problemFolder();
    await truncate(join(folder, "problem.json"), 1 << 30);
    expect(await refusal(loadProblem(folder), folder)).toMatchInlineSnapshot(`
      "problem/file (2)
      the problem: expected at most 4 MiB at <tmp>/problem.json, got 1024 MiB
      → make the file smaller"
    `);
  });

  test("that leave the folder, by path or by link", async () => {
    expect(await complaint({ seed: "../seed.js" })).toMatchInlineSnapshot(`
      "problem/file (2)
      the seed program: expected a file inside the problem's folder at <parent>/seed.js, got "../seed.js", which leaves it
      → copy the file into the folder"
    `);
    expect(await complaint({ inputs: "/etc/hostname" })).toMatchInlineSnapshot(`
      "problem/file (2)
      the file named by /inputs: expected a file inside the problem's folder at /etc/hostname, got "/etc/hostname", which leaves it
      → copy the file into the folder"
    `);
    const folder = await problemFolder();
    await rename(join(folder, "seed.js"), join(folder, "..", "seed.js"));
    await symlink(join("..", "seed.js"), join(folder, "seed.js"));
    expect(await refusal(loadProblem(folder), folder)).toMatchInlineSnapshot(`
      "problem/file (2)
      the seed program: expected a file inside the problem's folder at <tmp>/seed.js, got a link to <parent>/seed.js, which leaves it
      → copy the file into the folder in place of the link"
    `);
    await rm(join(folder, "seed.js"));
    await symlink("seed.js", join(folder, "seed.js"));
    expect(await refusal(loadProblem(folder), folder)).toMatchInlineSnapshot(`
      "problem/file (2)
      the seed program: expected a file at <tmp>/seed.js, got a link to itself
      → put a plain file in its place"
    `);
  });

  test("a pipe is refused at once, not waited for", async () => {
    const folder = await problemFolder();
    await rm(join(folder, "seed.js"));
    execFileSync("mkfifo", [join(folder, "seed.js")]);
    expect(await refusal(loadProblem(folder), folder)).toMatchInlineSnapshot(`
      "problem/file (2)
      the seed program: expected a file at <tmp>/seed.js, got something that is not a regular file
      → give the path of a plain file"
    `);
  });

  test("a link inside the folder, and a linked folder, are fine", async () => {
    const folder = await problemFolder();
    await rename(join(folder, "seed.js"), join(folder, "first.js"));
    await symlink("first.js", join(folder, "seed.js"));
    const other = join(dirname(folder), "other");
    await symlink(folder, other);
    expect((await loadProblem(other)).seed).toContain("return 1;");
  });
});

describe("an evaluator that is no module", () => {
  test("is a script, or a file that a command line names", async () => {
    const files = { "evaluator.py": "", "my score.rb": "" };
    const python = await loadProblem(await problemFolder({ evaluator: "evaluator.py" }, files));
    expect(python.definition).toMatchObject({ evaluator: "evaluator.py" });
    const command = ["ruby", "my score.rb"];
    const ruby = await loadProblem(await problemFolder({ evaluator: command }, files));
    expect(ruby.definition).toMatchObject({ evaluator: "my score.rb", evaluatorCommand: command });
  });

  test("is refused where nothing says how it runs, or where it lies", async () => {
    const said = async (evaluator: unknown) => {
      const folder = await problemFolder({ evaluator }, { "evaluator.rb": "" });
      return refusal(loadProblem(folder), folder);
    };
    expect(await said("evaluator.rb")).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:64: expected a module (.ts, .mts, .js, .mjs), a Python file, a shell script, or a command line at /evaluator, got "evaluator.rb"
      → for example "evaluator": ["my-interpreter", "evaluator.rb"]"
    `);
    expect(await said(["ruby", "no.rb"])).toMatchInlineSnapshot(`
      "problem/invalid (2)
      <tmp>/problem.json:1:64: expected a word that names a file in this folder at /evaluator, got ["ruby","no.rb"]
      → for example ["python3", "evaluator.py"]"
    `);
    expect(await said("no.py")).toMatchInlineSnapshot(`
      "problem/file (2)
      the evaluator: expected a file at <tmp>/no.py, got nothing
      → create the file, or correct its name in problem.json"
    `);
  });
});
