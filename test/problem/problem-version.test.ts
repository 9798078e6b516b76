import { cpSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { loadProblem } from "../../src/problem/index.ts";
import { type Files, problemFolder } from "./support.ts";

const FILES: Files = {
  "evaluator.mjs": 'import { rule } from "./lib/rule.mjs";\nexport default rule;\n',
  "lib/rule.mjs":
    'import data from "./data.json" with { type: "json" };\nexport const rule = () => ({ score: data[0] });\n',
  "lib/data.json": "[1]",
  "notes.md": "notes",
};

const version = async (properties: object = {}, files: Files = {}) =>
  (await loadProblem(await problemFolder(properties, { ...FILES, ...files }))).version;

test("what a score depends on changes the version", async () => {
  const changed = [
    version(),
    version({ inputs: [1] }),
    version({ holdout: [1] }),
    version({ limits: { timeMs: 5 } }),
    version({ output: { type: "number" } }),
    version({ engine: "v8" }),
    version({ entryPoint: "go" }),
    version({}, { "evaluator.mjs": `${FILES["evaluator.mjs"]}\n` }),
    version({}, { "lib/rule.mjs": `${FILES["lib/rule.mjs"]}\n` }),
    version({}, { "lib/data.json": "[2]" }),
  ];
  expect(new Set(await Promise.all(changed)).size).toBe(changed.length);
});

test("what it does not depend on leaves the version", async () => {
  const crlf = String(FILES["evaluator.mjs"]).replaceAll("\n", "\r\n");
  const same = [
    version(),
    version({ title: "another", description: "another", bestKnown: [{ value: 1, source: "me" }] }),
    version({ features: [{ name: "a", range: "auto" }] }),
    version({ limits: { timeMs: 1000 } }),
    version({}, { "seed.js": "export const solve = () => 2;\n" }),
    version({}, { "notes.md": "other notes" }),
    version({}, { "evaluator.mjs": `\uFEFF${crlf}` }),
  ];
  expect(new Set(await Promise.all(same)).size).toBe(1);
});

test("modules that import each other, or name what is not there, do no harm", async () => {
  const files = {
    "evaluator.mjs":
      'import "./a.mjs";\nconst text = "./nothing.txt ../../etc/passwd";\nexport default () => text;\n',
    "a.mjs": 'import "./evaluator.mjs";\nexport const up = new URL("../outside.json", import.meta.url);\n',
  };
  expect(await version({}, files)).toMatch(/^[0-9a-f]{16}$/);
});

test("code of a neighbouring problem counts where an evaluator imports it, and nothing else outside", async () => {
  const away = await problemFolder({}, { ...FILES, "rules.mjs": "export const most = 1;\n" });
  const evaluator = (text: string): Files => ({
    "evaluator.mjs": `import { most } from "../${basename(away)}/rules.mjs";\n${text}export default () => most;\n`,
  });
  const made = await problemFolder({}, evaluator(`const outside = "../${basename(away)}/notes.md";\n`));
  const near = join(dirname(away), "near");
  cpSync(made, near, { recursive: true });
  const before = (await loadProblem(near)).version;
  writeFileSync(join(away, "notes.md"), "other notes");
  expect((await loadProblem(near)).version).toBe(before);
  writeFileSync(join(away, "rules.mjs"), "export const most = 2;\n");
  expect((await loadProblem(near)).version).not.toBe(before);
});
