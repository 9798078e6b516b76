import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeBundles } from "../../scripts/bundle.ts";
import { type Picture, randomStream } from "../../src/core/index.ts";
import type { Evaluator } from "../../src/evaluate/index.ts";
import { openRecord } from "../../src/store/index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = readFileSync(join(root, "docs/extending.md"), "utf8");

/** A copy of the sources, in which the page's recipes are followed. */
const copy = mkdtempSync(join(tmpdir(), "galapagos-extending-"));
for (const name of [
  "src",
  "islands",
  "schemas",
  "bin",
  "package.json",
  "index.js",
  "corewar.js",
  "exact.js",
  "tsconfig.json",
  "problems/common",
  "problems/heilbronn-triangle",
  "problems/tsp-tours",
  "problems/known-values.json",
  "test/evaluate/backend-contract.ts",
  "test/evaluate/support/job.ts",
  "test/evaluate/support/sum-problem.ts",
  "test/fixtures/problems/sum",
])
  cpSync(join(root, name), join(copy, name), { recursive: true });
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Files that any recipe has touched. */
const written = new Set<string>();

/** Number of files that the recipe of each section touches. */
const touches = new Map<string, number>();

beforeAll(async () => {
  // the recipe for a view is for a problem that has none yet
  const problem = join(copy, "problems/tsp-tours/problem.json");
  writeFileSync(problem, readFileSync(problem, "utf8").replace('  "view": "view.ts",\n', ""));
  for (const [, section = ""] of page.matchAll(/^## (.*)$/gm)) touches.set(section, follow(section).length);
  // with bundles, as after npm ci: each command and thread loads a few files in place of hundreds
  await writeBundles({ root: copy, folder: join(copy, "dist/bundles"), extension: "ts" });
});

/** Follows a section: writes its files, and makes its changes to lists. Names of the files touched. */
function follow(section: string): readonly string[] {
  const text = page.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? "";
  const touched: string[] = [];
  for (const [, path = "", code = ""] of text.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)) {
    writeFileSync(join(copy, path), code);
    touched.push(path);
  }
  for (const [, path = "", lines = ""] of text.matchAll(/```diff\n--- (\S+)\n([\s\S]*?)```/g)) {
    writeFileSync(
      join(copy, path),
      changed(readFileSync(join(copy, path), "utf8"), lines.trimEnd().split("\n")),
    );
    touched.push(path);
  }
  for (const path of touched) written.add(path);
  return touched;
}

/** Text with the lines of a diff, each found behind the one before: kept, taken out, or added there. */
function changed(text: string, diff: readonly string[]): string {
  let result = text;
  let at = 0;
  for (const line of diff) {
    const content = `${line.slice(1)}\n`;
    if (line.startsWith("+")) {
      result = result.slice(0, at) + content + result.slice(at);
      at += content.length;
    } else {
      const found = result.indexOf(content, at);
      expect(found, content).toBeGreaterThanOrEqual(0);
      if (line.startsWith("-")) result = result.slice(0, found) + result.slice(found + content.length);
      at = line.startsWith("-") ? found : found + content.length;
    }
  }
  return result;
}

function write(folder: string, files: { readonly [name: string]: string | object }): string {
  const path = join(copy, folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return path;
}

const galapagos = (...args: readonly string[]): string =>
  execFileSync(process.execPath, ["bin/galapagos.js", ...args], { cwd: copy, stdio: "pipe" }).toString();

/** A room of the copy, by its door. */
const room = (name: string) => import(pathToFileURL(join(copy, "src", name)).href);

const EVALUATOR = "export default ([output]) => ({ score: output });";
const OBJECTIVE = { direction: "maximise" };

describe("the recipe for a language", () => {
  it("touches two files, and its programs are known and varied", async () => {
    expect(touches.get("A language")).toBe(2);
    const seed = "-- starts at 0.5\nlocal a = 0.5\nlocal b = 2\nif a < b then\n  a = a * b\nend\nprint(a)\n";
    const folder = write("problems/moon", {
      "problem.json": {
        description: "A number.",
        seed: "seed.lua",
        command: ["lua", "{program}"],
        evaluator: "evaluator.mjs",
        objective: OBJECTIVE,
      },
      "seed.lua": seed,
      "evaluator.mjs": EVALUATOR,
    });
    const { languageOf } = await room("language/index.ts");
    const { loadProblem } = await room("problem/index.ts");
    const { definition, seed: source } = await loadProblem(folder);
    const { name, vary } = languageOf(definition);
    const children: readonly string[] = Array.from(
      { length: 60 },
      (_, i) =>
        vary({ source, mates: [], strategy: {}, random: randomStream("lua", i), maxLength: 1000 }).source,
    );
    expect(name).toBe("lua");
    expect(new Set(children).size).toBeGreaterThan(30);
    for (const child of children) {
      expect(child).toContain("-- starts at 0.5\n");
      expect(child.match(/\b(?:if|then|end)\b/g)).toEqual(["if", "then", "end"]);
    }
  });
});

describe("the recipe for a kind of sandbox", () => {
  it("touches two files, and a problem runs in it", () => {
    expect(touches.get("A kind of sandbox")).toBe(2);
    const folder = write("problems/plain", {
      "problem.json": {
        description: "A number.",
        seed: "seed.js",
        engine: "node",
        evaluator: "evaluator.mjs",
        inputs: [20],
        objective: OBJECTIVE,
        limits: { timeMs: 1000 },
      },
      "seed.js": "export const solve = (x) => 2 * x + process.versions.node.length * 0;",
      "evaluator.mjs": EVALUATOR,
      "bad.js": "export const solve = () => { throw new Error('oh'); };",
    });
    const judged = (file: string): unknown => {
      try {
        return JSON.parse(galapagos("eval", folder, join(folder, file), "--json"));
      } catch (error) {
        return JSON.parse(String((error as { stdout?: unknown }).stdout));
      }
    };
    expect(judged("seed.js")).toMatchObject({
      status: "ok",
      score: 40,
      level: 3,
      engine: `node@${process.versions.node}`,
    });
    expect(judged("bad.js")).toMatchObject({
      status: "error",
      kind: "threw",
      message: expect.stringContaining("oh"),
    });
  });
});

describe("the recipes for a selection policy and a mutation operator", () => {
  it("touch two files each, and a run uses them", () => {
    expect(touches.get("A selection policy")).toBe(2);
    expect(touches.get("A mutation operator")).toBe(2);
    const args = [
      "--selection",
      "rarest",
      "--evaluations",
      "200",
      "--islands",
      "1",
      "--out",
      "rare",
      "--quiet",
    ];
    galapagos("run", "heilbronn-triangle", ...args);
    using record = openRecord({ folder: join(copy, "rare") });
    const notes = [...record.candidates.candidates(0, 0)].map(({ note }) => note);
    expect(notes.filter((note) => note.startsWith("number-halve"))).not.toEqual([]);
    expect(JSON.parse(readFileSync(join(copy, "rare/config.json"), "utf8")).selection.policy).toBe("rarest");
  });
});

describe("the recipe for a backend", () => {
  it("touches no other file, and evaluates", async () => {
    expect(touches.get("A backend")).toBe(2);
    const { createEvaluator, localBackend } = await room("evaluate/index.ts");
    const { doubled } = await room("evaluate/doubled-backend.ts");
    const { loadProblem } = await room("problem/index.ts");
    const problem = await loadProblem(join(copy, "problems/heilbronn-triangle"));
    const openBackend = doubled(localBackend, localBackend);
    const evaluator: Evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, openBackend });
    expect((await evaluator.evaluate({ source: problem.seed, seed: 1 })).status).toBe("ok");
    await evaluator.close();
  });
});

describe("the recipe for a command", () => {
  it("touches two files, and the command runs", () => {
    expect(touches.get("A command")).toBe(2);
    expect(galapagos("status", "--out", ".")).toMatch(/^\d+ runs\n$/);
  });
});

describe("the recipe for a problem's view", () => {
  it("is one file and a line of the problem, and the report draws it", () => {
    expect(touches.get("A problem's view")).toBe(2);
    galapagos("run", "tsp-tours", ...["--evaluations", "2", "--islands", "1", "--out", "tours", "--quiet"]);
    galapagos("report", "tours", "--pictures", "2");
    const page = readFileSync(join(copy, "tours/report.html"), "utf8");
    const [, packed = ""] = /id="data">([^<]*)</.exec(page) ?? [];
    const { parts } = JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString());
    const pictures: readonly Picture[] = Object.values(parts[0].pictures);
    expect(pictures.length).toBe(2);
    for (const { shapes, caption } of pictures) {
      expect(caption).toMatch(/^a tour through \d+ cities$/);
      expect(shapes[0]).toMatchObject({ shape: "area", tone: "faint" });
    }
  });
});

it("what the recipes write is checked code", () => {
  const files = [...written].filter((path) => path.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(10);
  // with what they import; the rest of the house is checked elsewhere
  const compilerOptions = { declaration: false };
  const project = { extends: "./tsconfig.json", compilerOptions, include: ["src/**/*.d.ts"], files };
  writeFileSync(join(copy, "tsconfig.recipes.json"), JSON.stringify(project));
  const tsc = join(root, "node_modules/.bin/tsc");
  execFileSync(tsc, ["--noEmit", "--singleThreaded", "-p", "tsconfig.recipes.json"], {
    cwd: copy,
    stdio: "pipe",
  });
});
