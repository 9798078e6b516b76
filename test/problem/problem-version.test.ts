import { chmodSync, cpSync, existsSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import {
  bundleOf,
  canGoOnWith,
  isUnchangedIn,
  judgesAlike,
  loadProblem,
  uncountedFiles,
} from "../../src/problem/index.ts";
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
    version({ start: "parent" }),
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

test("a file that an evaluator names and that its version does not hold is told", async () => {
  const names = ["big.json", "linked.json", "missing.json", "bytes.bin"];
  const folder = await problemFolder(
    {},
    {
      "evaluator.mjs": `export const data = [${names.map((name) => `"./${name}"`).join(", ")}, "../beside.json"];\nexport default () => 1;\n`,
      "big.json": `[${" ".repeat(4 << 20)}]`,
      "bytes.bin": Buffer.from([0xff, 0xfe, 0xff]),
    },
  );
  writeFileSync(join(dirname(folder), "beside.json"), "[]");
  symlinkSync(join(dirname(folder), "beside.json"), join(folder, "linked.json"));
  const told = await uncountedFiles(await loadProblem(folder));
  expect(told).toHaveLength(4);
  for (const expected of [
    /expected at most 4 MiB at .*big\.json, got 5 MiB/,
    /expected a file inside the problem's folder at .*linked\.json, got a link to .*beside\.json, which leaves it/,
    /expected UTF-8 text at .*bytes\.bin, got bytes that are not UTF-8/,
    /expected a file inside the problem's folder, got \.\.\/beside\.json: the problem's version does not hold it, so that a change of it goes unseen/,
  ])
    expect(told).toContainEqual(expect.stringMatching(expected));
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

const TYPED = `import type { Scorer } from "galapagos";
import { rule } from "./lib/rule.mjs";
/* what it does */
interface Answer { readonly sum: number }
const score: Scorer<number, Answer> = ({ output }) => ({ score: (output as Answer).sum + rule() });
export default score;
`;

test("comments, types and layout of an evaluator change nothing that a run depends on", async () => {
  const typed = (text: string, files: Files = {}) =>
    problemFolder({ evaluator: "evaluator.ts" }, { ...FILES, "evaluator.ts": text, ...files });
  const recorded = await loadProblem(await typed(TYPED));
  const alike = [
    TYPED.replace("/* what it does */", "// said better\n\n"),
    TYPED.replace("readonly sum: number", "sum: number; more?: string"),
    TYPED.replace("Scorer<number, Answer>", "Scorer").replace("as Answer", "as { sum: number }"),
    TYPED.replace("=> ({ score: ", "=> (\n  { score:\n "),
  ];
  for (const text of alike) {
    const folder = await typed(text);
    const now = await loadProblem(folder);
    expect(now.version).not.toBe(recorded.version);
    expect([judgesAlike(now, recorded), await isUnchangedIn(folder, recorded)]).toEqual([true, true]);
  }
  const others = [
    [TYPED.replace("+ rule", "- rule")],
    [TYPED.replace(".sum", ".total").replace("readonly sum", "readonly total")],
    [TYPED, { "lib/data.json": "[ 1 ]" }],
    [TYPED, { "lib/rule.mjs": `${FILES["lib/rule.mjs"]}\nexport const more = 1;` }],
    ["export default ((", {}],
  ] as const;
  for (const [text, files] of others) {
    const folder = await typed(text, files);
    expect(judgesAlike(await loadProblem(folder), recorded)).toBe(false);
    expect(await isUnchangedIn(folder, recorded)).toBe(false);
  }
  // a record of an earlier version says nothing of the code, and its version decides
  const { code: _code, ...older } = recorded;
  expect(judgesAlike(recorded, older)).toBe(true);
  expect(judgesAlike(await loadProblem(await typed(alike[0] ?? "")), older)).toBe(false);
});

test("a run that was begun before its problem had starts goes on without them, and is none of the problem with starts", async () => {
  const folder = (properties: object) => problemFolder({ inputs: [null], ...properties }, FILES);
  const recorded = await loadProblem(await folder({}));
  const now = await loadProblem(await folder({ start: "parent" }));
  expect([judgesAlike(now, recorded), canGoOnWith(now, recorded)]).toEqual([false, true]);
  // also where the version of a record left starts out
  expect(judgesAlike(now, { ...now, version: recorded.version })).toBe(true);
  const other = await loadProblem(await folder({ start: "parent", limits: { timeMs: 5 } }));
  expect(canGoOnWith(other, recorded)).toBe(false);
});

test("an evaluator in Python counts with what it names, and with its interpreter", async () => {
  const files: Files = {
    "evaluator.py": 'from lib import (\n    rule,\n)\nimport other\nTABLE = open("table.csv")\n',
    "lib/rule.py": "most = 1\n",
    "other.py": "x = 1\n",
    "table.csv": "1,2",
    "unnamed.py": "x = 1\n",
  };
  const python = { evaluator: "evaluator.py" };
  const problem = await loadProblem(await problemFolder(python, files));
  const named = (await bundleOf(problem)).files.map(([path]) => path);
  expect(named).toEqual(["evaluator.py", "lib/rule.py", "other.py", "table.csv"]);
  const changed = [
    version(python, files),
    version({ evaluator: ["python3", "-O", "evaluator.py"] }, files),
    version({ evaluator: ["sh", "evaluator.py"] }, files),
    version(python, { ...files, "lib/rule.py": "most = 2\n" }),
    version(python, { ...files, "table.csv": "1,3" }),
    version(python, { ...files, "galapagos.py": "mine = 1\n" }),
  ];
  expect(new Set(await Promise.all(changed)).size).toBe(changed.length);
  expect(await version(python, { ...files, "unnamed.py": "x = 2\n" })).toBe(problem.version);
});

test("looking at a problem runs nothing that came with it", async () => {
  const spy = '#!/bin/sh\necho ran > "$(dirname "$0")/ran"\n';
  const away = await problemFolder({ evaluator: ["./spy", "evaluator.py"] }, { "evaluator.py": "", spy });
  chmodSync(join(away, "spy"), 0o755);
  const { version: before } = await loadProblem(away);
  writeFileSync(join(away, "spy"), `${spy}true\n`);
  expect((await loadProblem(away)).version).not.toBe(before);
  expect(existsSync(join(away, "ran"))).toBe(false);
});
